package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * The client's last message of SCRAM.
 *
 * @param channelBinding the GS2 header of the first message, and the hash of the certificate if the
 *     channel is bound
 * @param nonce the nonce of the server's message
 * @param proof what proves that the client knows the password
 * @param extensions further attributes, which stand before the proof
 */
public record ScramClientFinal(
    Bytes channelBinding, String nonce, Bytes proof, List<ScramAttribute> extensions)
    implements ScramMessage {
  /** Copies the extensions. */
  public ScramClientFinal {
    extensions = List.copyOf(extensions);
  }

  static ScramClientFinal decode(SaslReader in) {
    Bytes channelBinding = in.base64("channelBinding", 'c');
    in.expect(',');
    String nonce = in.attribute("nonce", 'r');
    List<ScramAttribute> extensions = in.extensions('p');
    in.expect(',');
    return new ScramClientFinal(channelBinding, nonce, in.base64("proof", 'p'), extensions);
  }

  @Override
  public void encode(WireWriter out) {
    ScramAttribute.text(out, "c=" + ScramAttribute.base64(channelBinding) + ",r=" + nonce);
    ScramAttribute.encodeAll(out, extensions);
    ScramAttribute.text(out, ",p=" + ScramAttribute.base64(proof));
  }

  /** Leaves the proof out. */
  @Override
  public String toString() {
    return "ScramClientFinal[channelBinding="
        + channelBinding
        + ", nonce="
        + nonce
        + ", proof="
        + Secrets.MASK
        + ", extensions="
        + extensions
        + "]";
  }
}
