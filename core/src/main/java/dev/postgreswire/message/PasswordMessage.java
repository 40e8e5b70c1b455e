package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Answers {@link AuthenticationCleartextPassword} with the password, or {@link
 * AuthenticationMD5Password} with {@code md5} and the 32 digits of a hash. Which of the two it is,
 * the {@link DecodingContext} tells.
 *
 * @param password the password, or its hash
 */
public record PasswordMessage(String password) implements FrontendMessage {
  static PasswordMessage decode(WireReader in) {
    return new PasswordMessage(in.cString("password"));
  }

  @Override
  public MessageType type() {
    return MessageType.PASSWORD_MESSAGE;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(password);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "PasswordMessage[password=" + Secrets.MASK + "]";
  }
}
