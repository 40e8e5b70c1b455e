package dev.postgreswire.agent.tap;

import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.ProtocolCode;
import java.io.ByteArrayOutputStream;

/** Tells a client of PostgreSQL by the first bytes that it writes. */
final class FirstBytes {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int RECORD_HEADER = 5;
  private static final int LONGEST_RECORD = 1 << 14;
  private static final int MESSAGE_HEADER = 4;
  private static final int ENCRYPTION_REQUEST_LENGTH = 8;
  private static final int LEAST_CANCEL_LENGTH = 16;
  private static final int LEGACY_STARTUP_LENGTH = 296;

  /** More than a ClientHello has, whose greatest parts are keys for key agreement. */
  private static final int MOST = 1 << 16;

  private FirstBytes() {}

  /** What they are. */
  enum Verdict {
    /** A client of PostgreSQL has begun to speak. */
    POSTGRES,
    /** Somebody else has. */
    OTHER,
    /** More bytes are needed. */
    UNDECIDED
  }

  /** Judges all bytes that a client has written so far. */
  static Verdict judge(Bytes written) {
    if (written.length() == 0) {
      return Verdict.UNDECIDED;
    }
    if (written.length() > MOST) {
      return Verdict.OTHER;
    }
    return written.unsigned(0) == TLS_HANDSHAKE ? judgeTls(written) : judgeStartup(written);
  }

  private static Verdict judgeStartup(Bytes written) {
    if (written.length() < 8) {
      return mayBeStartup(written) ? Verdict.UNDECIDED : Verdict.OTHER;
    }
    return isStartup(written.int32(0), written.int32(4)) ? Verdict.POSTGRES : Verdict.OTHER;
  }

  /** A length of up to 10004 begins with two bytes that are 0. */
  private static boolean mayBeStartup(Bytes written) {
    return written.unsigned(0) == 0 && (written.length() < 2 || written.unsigned(1) == 0);
  }

  private static boolean isStartup(int length, int code) {
    if (length < ProtocolCode.MIN_STARTUP_LENGTH || length > ProtocolCode.MAX_STARTUP_LENGTH) {
      return false;
    }
    return switch (code) {
      case ProtocolCode.SSL_REQUEST, ProtocolCode.GSSENC_REQUEST ->
          length == ENCRYPTION_REQUEST_LENGTH;
      case ProtocolCode.CANCEL_REQUEST -> length >= LEAST_CANCEL_LENGTH;
      case 2 << 16 -> length == LEGACY_STARTUP_LENGTH;
      default -> code >>> 16 == 3;
    };
  }

  /** Direct TLS: a ClientHello that asks for "postgresql" by ALPN. */
  private static Verdict judgeTls(Bytes written) {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    int at = 0;
    while (written.length() - at >= RECORD_HEADER) {
      int length = (written.unsigned(at + 3) << 8) | written.unsigned(at + 4);
      if (written.unsigned(at) != TLS_HANDSHAKE
          || written.unsigned(at + 1) != 3
          || length > LONGEST_RECORD) {
        return Verdict.OTHER;
      }
      int there = Math.min(length, written.length() - at - RECORD_HEADER);
      hello.writeBytes(written.slice(at + RECORD_HEADER, there).toByteArray());
      at += RECORD_HEADER + length;
    }
    return judgeHello(Bytes.wrap(hello.toByteArray()));
  }

  private static Verdict judgeHello(Bytes hello) {
    if (hello.length() < MESSAGE_HEADER) {
      return Verdict.UNDECIDED;
    }
    int length = hello.int32(0) & 0xFFFFFF;
    if (hello.unsigned(0) != TlsHello.CLIENT_HELLO) {
      return Verdict.OTHER;
    }
    if (hello.length() < MESSAGE_HEADER + length) {
      return Verdict.UNDECIDED;
    }
    TlsHello read = TlsHello.read(TlsHello.CLIENT_HELLO, hello.slice(MESSAGE_HEADER, length));
    return read.protocols().contains("postgresql") ? Verdict.POSTGRES : Verdict.OTHER;
  }
}
