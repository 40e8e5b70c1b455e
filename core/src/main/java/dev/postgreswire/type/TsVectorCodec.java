package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.List;

/**
 * {@code tsvector}: lexemes, and where in the text they are; a value is its text. Source: {@code
 * tsvectorsend} in {@code tsvector.c}.
 */
final class TsVectorCodec {
  static final Codec INSTANCE = Codec.textual(TsVectorCodec::vector);

  private static final int POSITION_MASK = 0x3FFF;
  private static final int WEIGHT_SHIFT = 14;

  /** Weight D, the last one, is not written. */
  private static final List<String> WEIGHTS = List.of("", "C", "B", "A");

  private TsVectorCodec() {}

  private static String vector(WireReader in) {
    return String.join(" ", in.list("lexemes", in.int32("count"), TsVectorCodec::lexeme));
  }

  private static String lexeme(WireReader in) {
    String lexeme = Quoting.lexeme(in.cString("lexeme"));
    List<String> positions = in.list("positions", in.uint16("count"), TsVectorCodec::position);
    return positions.isEmpty() ? lexeme : lexeme + ":" + String.join(",", positions);
  }

  private static String position(WireReader in) {
    int position = in.uint16("position");
    return (position & POSITION_MASK) + WEIGHTS.get(position >> WEIGHT_SHIFT);
  }
}
