package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;

/** Points and what is made of them; a value is its text. Source: {@code geo_ops.c}. */
final class GeometricCodecs {
  static final Codec POINT = Codec.textual(GeometricCodecs::point);
  static final Codec LSEG = Codec.textual(in -> "[" + point(in) + "," + point(in) + "]");
  static final Codec BOX = Codec.textual(in -> point(in) + "," + point(in));
  static final Codec LINE =
      Codec.textual(in -> "{" + number(in) + "," + number(in) + "," + number(in) + "}");
  static final Codec CIRCLE = Codec.textual(in -> "<" + point(in) + "," + number(in) + ">");
  static final Codec PATH = Codec.textual(GeometricCodecs::path);
  static final Codec POLYGON = Codec.textual(in -> "(" + points(in) + ")");

  private GeometricCodecs() {}

  private static String path(WireReader in) {
    boolean isClosed = in.int8("closed") != 0;
    String points = points(in);
    return isClosed ? "(" + points + ")" : "[" + points + "]";
  }

  private static String points(WireReader in) {
    return String.join(",", in.list("points", in.int32("count"), GeometricCodecs::point));
  }

  private static String point(WireReader in) {
    return "(" + number(in) + "," + number(in) + ")";
  }

  private static String number(WireReader in) {
    return FloatText.of(Double.longBitsToDouble(in.int64("coordinate")));
  }
}
