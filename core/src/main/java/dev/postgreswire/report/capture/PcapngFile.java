package dev.postgreswire.report.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The format of Wireshark: sections of blocks, each of its own byte order and with interfaces of
 * its own.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html">PCAP Next
 *     Generation Capture File Format</a>
 */
final class PcapngFile implements CaptureFile {
  static final int SECTION_HEADER = 0x0A0D0D0A;

  private static final int INTERFACE = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int SECRETS = 10;
  private static final int BYTE_ORDER = 0x1A2B3C4D;
  private static final int DROPPED_BY_INTERFACE = 5;
  private static final int DROPPED_BY_SYSTEM = 7;
  private static final int MOST_INTERFACES = 1 << 16;

  private final CaptureInput in;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private Instant lastTime = Instant.EPOCH;
  private long at;

  private PcapngFile(CaptureInput in) {
    this.in = in;
  }

  /** Opens the file whose first four bytes, a section header's, have been read. */
  static PcapngFile open(CaptureInput in) throws IOException {
    PcapngFile file = new PcapngFile(in);
    file.section();
    return file;
  }

  @Override
  public String format() {
    return "pcapng";
  }

  @Override
  public Optional<Block> next() throws IOException {
    while (true) {
      at = in.position();
      ByteBuffer start = in.readUpTo(4).order(order);
      if (!start.hasRemaining()) {
        return Optional.empty();
      }
      if (start.remaining() < 4) {
        throw new DamagedFileException(
            "the file ends too early: within the type of the block at byte " + at);
      }
      int type = start.getInt();
      if (type == SECTION_HEADER) {
        section();
        continue;
      }
      Optional<Block> block = block(type);
      if (block.isPresent()) {
        return block;
      }
    }
  }

  /** Begins a section, whose type has been read. */
  private void section() throws IOException {
    ByteBuffer start = in.read(8, "the section header");
    if (start.getInt(4) == Integer.reverseBytes(BYTE_ORDER)) {
      order = ByteOrder.LITTLE_ENDIAN;
    } else if (start.getInt(4) == BYTE_ORDER) {
      order = ByteOrder.BIG_ENDIAN;
    } else {
      throw damaged("is a section header without a mark of its byte order");
    }
    ByteBuffer rest = rest(start.order(order).getInt(0), 12);
    if (rest.remaining() < 4 || rest.getShort(0) != 1) {
      throw damaged("is a section header of a version of pcapng that is not known");
    }
    interfaces.clear();
  }

  private Optional<Block> block(int type) throws IOException {
    int length = in.read(4, "a block").order(order).getInt();
    return switch (type) {
      case INTERFACE -> {
        addInterface(rest(length, 8));
        yield Optional.empty();
      }
      case ENHANCED_PACKET -> Optional.of(enhancedPacket(rest(length, 8)));
      case PACKET -> Optional.of(packet(rest(length, 8)));
      case SIMPLE_PACKET -> Optional.of(simplePacket(rest(length, 8)));
      case SECRETS -> Optional.of(secrets(rest(length, 8)));
      case STATISTICS -> statistics(rest(length, 8));
      default -> {
        skip(length);
        yield Optional.empty();
      }
    };
  }

  /**
   * Reads what is left of a block, and checks that it ends as it began.
   *
   * @param length of the whole block, as it says
   * @param read how much of it has been read
   */
  private ByteBuffer rest(int length, int read) throws IOException {
    check(length);
    if (length > LONGEST) {
      throw damaged("claims to be " + length + " bytes long");
    }
    ByteBuffer rest = in.read(length - read, "the block").order(order);
    if (rest.getInt(rest.limit() - 4) != length) {
      throw damaged("does not end as it begins");
    }
    return rest.limit(rest.limit() - 4);
  }

  private void skip(int length) throws IOException {
    check(length);
    in.skip(length - 12, "the block");
    if (in.read(4, "the end of a block").order(order).getInt() != length) {
      throw damaged("does not end as it begins");
    }
  }

  private void check(int length) throws DamagedFileException {
    if (length < 12 || length % 4 != 0) {
      throw damaged("claims to be " + Integer.toUnsignedLong(length) + " bytes long");
    }
  }

  private DamagedFileException damaged(String what) {
    return new DamagedFileException(
        "the block at byte " + at + " " + what + "; the file is damaged there");
  }

  private void addInterface(ByteBuffer body) throws DamagedFileException {
    if (interfaces.size() == MOST_INTERFACES) {
      throw damaged("describes one interface too many");
    }
    interfaces.add(PcapngInterface.read(body).orElseThrow(() -> damaged("describes no interface")));
  }

  private PcapngInterface interfaceOf(int id) throws DamagedFileException {
    if (id < 0 || id >= interfaces.size()) {
      throw damaged(
          "belongs to interface " + Integer.toUnsignedLong(id) + ", which was not described");
    }
    return interfaces.get(id);
  }

  private Block enhancedPacket(ByteBuffer body) throws DamagedFileException {
    need(body, 20);
    return timed(interfaceOf(body.getInt()), body);
  }

  private Block packet(ByteBuffer body) throws DamagedFileException {
    need(body, 20);
    PcapngInterface source = interfaceOf(body.getShort() & 0xFFFF);
    body.getShort(); // how many were dropped before it
    return timed(source, body);
  }

  private Block timed(PcapngInterface source, ByteBuffer body) throws DamagedFileException {
    long ticks = ((long) body.getInt() << 32) | Integer.toUnsignedLong(body.getInt());
    lastTime = source.time(ticks);
    int captured = body.getInt();
    return packet(source, body, captured, body.getInt());
  }

  /** A packet without a time: that of the one before it is the nearest there is. */
  private Block simplePacket(ByteBuffer body) throws DamagedFileException {
    need(body, 4);
    PcapngInterface source = interfaceOf(0);
    int length = body.getInt();
    int most = source.snapLength() > 0 ? source.snapLength() : Integer.MAX_VALUE;
    return packet(source, body, Math.min(body.remaining(), Math.min(most, length)), length);
  }

  private Block packet(PcapngInterface source, ByteBuffer body, int captured, int length)
      throws DamagedFileException {
    if (captured < 0 || captured > body.remaining()) {
      throw damaged(
          "has a packet of " + Integer.toUnsignedLong(captured) + " bytes, which is not in it");
    }
    ByteBuffer data = body.slice().limit(captured);
    return new Block.Packet(source.linkType(), lastTime, data, Math.max(captured, length));
  }

  private Block secrets(ByteBuffer body) throws DamagedFileException {
    need(body, 8);
    int type = body.getInt();
    int length = body.getInt();
    if (length < 0 || length > body.remaining()) {
      throw damaged("has secrets that are not in it");
    }
    return new Block.Secrets(type, body.slice().limit(length));
  }

  private Optional<Block> statistics(ByteBuffer body) throws DamagedFileException {
    need(body, 12);
    int id = body.getInt();
    PcapngOptions options = PcapngOptions.read(body.position(body.position() + 8));
    long dropped =
        options.int64(DROPPED_BY_INTERFACE).orElse(0) + options.int64(DROPPED_BY_SYSTEM).orElse(0);
    return dropped > 0 ? Optional.of(new Block.Dropped(id, dropped)) : Optional.empty();
  }

  private void need(ByteBuffer body, int count) throws DamagedFileException {
    if (body.remaining() < count) {
      throw damaged("is too short");
    }
  }
}
