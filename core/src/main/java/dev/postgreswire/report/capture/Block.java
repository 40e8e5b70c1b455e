package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.time.Instant;

/** What there is in a file of packets. */
sealed interface Block permits Block.Packet, Block.Secrets, Block.Dropped {
  /**
   * A packet.
   *
   * @param linkType how it begins, by the numbers of tcpdump.org
   * @param time when it was captured
   * @param data what was captured of it; valid until the next block is read
   * @param length how long it was
   */
  record Packet(int linkType, Instant time, ByteBuffer data, int length) implements Block {}

  /**
   * Secrets by which packets can be decrypted.
   *
   * @param type their form; {@link #TLS_KEY_LOG} is the one that is understood
   * @param data the secrets; valid until the next block is read
   */
  record Secrets(int type, ByteBuffer data) implements Block {
    /** A key log in NSS's format, as {@code SSLKEYLOGFILE} makes it. */
    static final int TLS_KEY_LOG = 0x544c534b;
  }

  /**
   * An interface's statistics say that the capturing machine was too slow for some packets.
   *
   * @param interfaceId which one
   * @param packets how many since the capture began
   */
  record Dropped(int interfaceId, long packets) implements Block {}
}
