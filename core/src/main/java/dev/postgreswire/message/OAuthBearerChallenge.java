package dev.postgreswire.message;

import dev.postgreswire.wire.WireWriter;

/**
 * The server's refusal in OAUTHBEARER: where to get a token.
 *
 * @param json an object with {@code status}, {@code openid-configuration} and {@code scope}
 */
public record OAuthBearerChallenge(String json) implements SaslPayload {
  private static final char NOTHING = 0;

  static OAuthBearerChallenge decode(SaslReader in) {
    return new OAuthBearerChallenge(in.text("json", NOTHING));
  }

  @Override
  public void encode(WireWriter out) {
    ScramAttribute.text(out, json);
  }
}
