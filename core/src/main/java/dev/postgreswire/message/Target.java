package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;

/** What Describe and Close are about. */
public enum Target {
  /** A prepared statement. */
  STATEMENT('S'),
  /** A portal: a statement with its parameters bound. */
  PORTAL('P');

  private final char code;

  Target(char code) {
    this.code = code;
  }

  /** Returns its byte on the wire: {@code S} or {@code P}. */
  public char code() {
    return code;
  }

  static Target decode(WireReader in) {
    return in.as(Target::read);
  }

  private static Target read(WireReader in) {
    char code = in.char8("target");
    for (Target target : values()) {
      if (target.code == code) {
        return target;
      }
    }
    throw in.fault("target", "is neither 'S' nor 'P'", in.position() - 1);
  }
}
