package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the data of a SASL message says, in the form that its mechanism sets. */
public sealed interface SaslPayload
    permits ScramMessage, OAuthBearerInitialResponse, OAuthBearerChallenge {
  /** Writes the data. */
  void encode(WireWriter out);

  /**
   * Returns what the data of {@code message} says; empty when it has none, or none of a mechanism
   * known here, or none of the form of that mechanism.
   *
   * @param context what was known before {@code message}
   */
  static Optional<SaslPayload> of(Message message, DecodingContext context) {
    return SaslCarrier.data(message)
        .flatMap(data -> parse(message, context, data, WireReader.of(data, 0, context.charset())));
  }

  /** As {@link #of}, and keeps the fields of {@code data} with {@code in}. */
  static Optional<SaslPayload> parse(
      Message message, DecodingContext context, Bytes data, WireReader in) {
    try {
      SaslReader reader = new SaslReader(data, in);
      Optional<SaslPayload> payload = SaslCarrier.decode(message, context, reader);
      return payload.filter(value -> encoded(value).equals(data));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static Bytes encoded(SaslPayload payload) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    payload.encode(out);
    return out.toBytes();
  }
}
