package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * The server's last message of SCRAM: a signature or an error.
 *
 * @param signature what proves that the server knows the client's secret
 * @param error why it failed; PostgreSQL sends ErrorResponse instead
 * @param extensions further attributes
 */
public record ScramServerFinal(
    Optional<Bytes> signature, Optional<String> error, List<ScramAttribute> extensions)
    implements ScramMessage {
  /** Copies the extensions. */
  public ScramServerFinal {
    extensions = List.copyOf(extensions);
  }

  static ScramServerFinal decode(SaslReader in) {
    if (in.at('e')) {
      String error = in.attribute("error", 'e');
      return new ScramServerFinal(Optional.empty(), Optional.of(error), in.extensions(','));
    }
    Bytes signature = in.base64("signature", 'v');
    return new ScramServerFinal(Optional.of(signature), Optional.empty(), in.extensions(','));
  }

  @Override
  public void encode(WireWriter out) {
    signature.ifPresent(bytes -> ScramAttribute.text(out, "v=" + ScramAttribute.base64(bytes)));
    error.ifPresent(text -> ScramAttribute.text(out, "e=" + text));
    ScramAttribute.encodeAll(out, extensions);
  }

  /** Leaves the signature out. */
  @Override
  public String toString() {
    return "ScramServerFinal[signature="
        + signature.map(bytes -> Secrets.MASK)
        + ", error="
        + error
        + ", extensions="
        + extensions
        + "]";
  }
}
