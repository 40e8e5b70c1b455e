package dev.postgreswire.report;

import dev.postgreswire.recording.RecordingListener.ConnectionOpened;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.time.Instant;

/**
 * The packets of one connection, as TCP could have sent them. What the one side has sent the other
 * acknowledges with the next that it says, or for itself where it says nothing for long.
 */
final class TcpConnection {
  /** Far less than the window, so that it never counts as full. */
  private static final long LONGEST_SILENCE = 512 << 10;

  private static final byte[] NOTHING = {};

  private final PacketQueue packets;
  private final TcpSide client;
  private final TcpSide server;
  private final String remark;

  TcpConnection(PcapngBlocks blocks, ConnectionOpened opened) {
    Endpoint.Pair ends =
        Endpoint.pair(opened.id(), opened.origin().server(), opened.origin().client());
    this.packets = new PacketQueue(blocks);
    // A port that is used again begins with another number.
    this.client = new TcpSide(ends.client(), ends.server(), opened.id() * 0x01000193);
    this.server = new TcpSide(ends.server(), ends.client(), opened.id() * 0x01000193 + (1 << 30));
    this.remark = ends.remark();
  }

  PacketQueue packets() {
    return packets;
  }

  /** Returns which addresses stand in for others, or nothing. */
  String remark() {
    return remark;
  }

  void handshake(Instant time, String comment) throws IOException {
    send(client, TcpSide.SYN, time, NOTHING, 0, comment);
    send(server, TcpSide.SYN | TcpSide.ACK, time, NOTHING, 0, "");
    send(client, TcpSide.ACK, time, NOTHING, 0, "");
  }

  void data(Direction direction, Instant time, byte[] data, int count, String comment)
      throws IOException {
    TcpSide sender = direction == Direction.FRONTEND ? client : server;
    send(sender, TcpSide.PSH | TcpSide.ACK, time, data, count, comment);
    if (sender.unacknowledged() > LONGEST_SILENCE) {
      send(other(sender), TcpSide.ACK, time, NOTHING, 0, "");
    }
  }

  /** Bytes went over the wire that are not there. */
  void gap(Direction direction, long count) {
    (direction == Direction.FRONTEND ? client : server).skip(count);
  }

  /** A packet without data, to say something of. */
  void remark(Instant time, String comment) throws IOException {
    send(client, TcpSide.ACK, time, NOTHING, 0, comment);
  }

  /** Both sides close, {@code direction} first. */
  void close(Direction direction, Instant time, String comment) throws IOException {
    TcpSide first = direction == Direction.FRONTEND ? client : server;
    send(first, TcpSide.FIN | TcpSide.ACK, time, NOTHING, 0, comment);
    send(other(first), TcpSide.FIN | TcpSide.ACK, time, NOTHING, 0, "");
    send(first, TcpSide.ACK, time, NOTHING, 0, "");
  }

  void reset(Direction direction, Instant time, String comment) throws IOException {
    TcpSide sender = direction == Direction.FRONTEND ? client : server;
    send(sender, TcpSide.RST | TcpSide.ACK, time, NOTHING, 0, comment);
  }

  private void send(TcpSide side, int flags, Instant time, byte[] data, int count, String comment)
      throws IOException {
    TcpSide other = other(side);
    int length = side.send(flags, other.sequence(), data, count);
    if ((flags & TcpSide.ACK) != 0) {
      other.acknowledged();
    }
    packets.packet(time, side.header(), length, data, count, comment);
  }

  private TcpSide other(TcpSide side) {
    return side == client ? server : client;
  }
}
