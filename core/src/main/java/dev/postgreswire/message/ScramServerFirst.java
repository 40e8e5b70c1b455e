package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * The server's first message of SCRAM.
 *
 * @param nonce the client's nonce, and what the server made up
 * @param salt the salt of the stored secret
 * @param iterations how often to hash
 * @param extensions further attributes
 */
public record ScramServerFirst(
    String nonce, Bytes salt, int iterations, List<ScramAttribute> extensions)
    implements ScramMessage {
  /** Copies the extensions. */
  public ScramServerFirst {
    extensions = List.copyOf(extensions);
  }

  static ScramServerFirst decode(SaslReader in) {
    String nonce = in.attribute("nonce", 'r');
    in.expect(',');
    Bytes salt = in.base64("salt", 's');
    in.expect(',');
    return new ScramServerFirst(nonce, salt, in.number("iterations", 'i'), in.extensions(','));
  }

  @Override
  public void encode(WireWriter out) {
    String salted = ScramAttribute.base64(salt);
    ScramAttribute.text(out, "r=" + nonce + ",s=" + salted + ",i=" + iterations);
    ScramAttribute.encodeAll(out, extensions);
  }
}
