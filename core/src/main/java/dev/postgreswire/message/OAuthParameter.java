package dev.postgreswire.message;

/**
 * A key and a value of OAUTHBEARER.
 *
 * @param key its key, such as {@code auth}
 * @param value its value, which may be a bearer token
 */
public record OAuthParameter(String key, String value) {
  /** Leaves the value out. */
  @Override
  public String toString() {
    return "OAuthParameter[key=" + key + ", value=" + Secrets.MASK + "]";
  }
}
