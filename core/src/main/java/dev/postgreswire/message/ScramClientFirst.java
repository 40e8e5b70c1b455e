package dev.postgreswire.message;

import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * The client's first message of SCRAM.
 *
 * @param gs2Flag {@code n}: no channel binding; {@code y}: the client could, but believes the
 *     server cannot; {@code p}: channel binding is used
 * @param channelBindingType how the channel is bound, such as {@code tls-server-end-point}
 * @param authzid whom to act as; PostgreSQL refuses it
 * @param username the name of the user, escaped as sent; PostgreSQL ignores it
 * @param nonce what the client made up
 * @param extensions further attributes
 */
public record ScramClientFirst(
    String gs2Flag,
    Optional<String> channelBindingType,
    Optional<String> authzid,
    String username,
    String nonce,
    List<ScramAttribute> extensions)
    implements ScramMessage {
  /** Copies the extensions. */
  public ScramClientFirst {
    extensions = List.copyOf(extensions);
  }

  static ScramClientFirst decode(SaslReader in) {
    String gs2Flag = in.gs2Flag();
    Optional<String> channelBindingType = in.channelBindingType(gs2Flag);
    Optional<String> authzid = in.authzid();
    String username = in.attribute("username", 'n');
    in.expect(',');
    String nonce = in.attribute("nonce", 'r');
    return new ScramClientFirst(
        gs2Flag, channelBindingType, authzid, username, nonce, in.extensions(','));
  }

  @Override
  public void encode(WireWriter out) {
    String header =
        gs2Flag
            + channelBindingType.map(type -> "=" + type).orElse("")
            + ","
            + authzid.map(name -> "a=" + name).orElse("")
            + ",";
    ScramAttribute.text(out, header + "n=" + username + ",r=" + nonce);
    ScramAttribute.encodeAll(out, extensions);
  }
}
