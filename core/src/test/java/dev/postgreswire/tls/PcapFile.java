package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Just enough of a capture for tshark: raw IPv4, one TCP connection a transcript, no ends. */
final class PcapFile {
  /** The server's port; the clients' are those that follow. */
  static final int PORT = 4433;

  private static final int RAW_IP = 101;
  private static final int SYN = 2;
  private static final int PSH = 8;
  private static final int ACK = 16;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int connections;
  private int packets;

  PcapFile() {
    write(words().int32(0xA1B2C3D4).int16(2).int16(4).int64(0).int32(1 << 16).int32(RAW_IP));
  }

  void add(Transcript transcript) {
    connections++;
    packet(Direction.FRONTEND, SYN, 0, 0, Bytes.EMPTY);
    packet(Direction.BACKEND, SYN | ACK, 0, 1, Bytes.EMPTY);
    Map<Direction, Integer> sequences = new EnumMap<>(Direction.class);
    for (Transcript.Entry entry : transcript.entries()) {
      int sequence = sequences.getOrDefault(entry.direction(), 1);
      int acknowledged = sequences.getOrDefault(entry.direction().opposite(), 1);
      packet(entry.direction(), PSH | ACK, sequence, acknowledged, entry.tlsRecord());
      sequences.put(entry.direction(), sequence + entry.tlsRecord().length());
    }
  }

  Path writeTo(Path file) throws IOException {
    return Files.write(file, out.toByteArray());
  }

  private void packet(Direction direction, int flags, int sequence, int acknowledged, Bytes data) {
    int length = 40 + data.length();
    boolean client = direction == Direction.FRONTEND;
    write(words().int32(packets++).int32(0).int32(length).int32(length));
    write(words().int16(0x4500).int16(length).int32(0).int32(0x40060000)); // IPv4, TCP
    write(words().int32(client ? 0x7F000001 : 0x7F000002).int32(client ? 0x7F000002 : 0x7F000001));
    write(words().int16(client ? PORT + connections : PORT));
    write(words().int16(client ? PORT : PORT + connections));
    write(words().int32(sequence).int32(acknowledged).int16(0x5000 | flags).int16(0xFFFF).int32(0));
    write(words().bytes(data));
  }

  private static WireWriter words() {
    return new WireWriter(StandardCharsets.US_ASCII);
  }

  private void write(WireWriter words) {
    out.writeBytes(words.toBytes().toByteArray());
  }
}
