package dev.postgreswire.wire;

/** What is said of bytes in which no frame can be found, for people to read. */
final class Faults {
  private Faults() {}

  /** The first bytes of {@code lane} claim a startup packet of {@code length} bytes. */
  static String startupPacket(Lane lane, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int c = lane.unsigned(i);
      if (c < ' ' || c > '~') {
        return "a startup packet's length is 8 to 10004, not " + Integer.toUnsignedString(length);
      }
      text.append((char) c);
    }
    return "\"" + text + "\" begins no startup packet: this is not PostgreSQL";
  }

  static String answer(int answer, String request) {
    return String.format("0x%02x is no answer to %s", answer, request);
  }

  static String messageLength(int type, int limit, int length) {
    return String.format(
        "the length of a message of type %s is 4 to %d, not %d",
        type > ' ' && type <= '~' ? "'" + (char) type + "'" : String.format("0x%02x", type),
        limit,
        length);
  }

  static String tlsRecordType(int type) {
    return String.format("0x%02x begins no TLS record, though TLS was agreed on", type);
  }

  static String gssPacketLength(int length) {
    return "a GSSAPI packet has at most 65536 bytes, not " + Integer.toUnsignedString(length);
  }
}
