package dev.postgreswire.report.capture;

import dev.postgreswire.recording.WireSink;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Unpacks packets, layer by layer, down to what TCP carries. */
final class Unpacker {
  private final WireSink sink;
  private final Facts facts;
  private final IpLayer ip;
  private final TcpFlows flows;

  Unpacker(Ports ports, WireSink sink, Facts facts) {
    this.sink = sink;
    this.facts = facts;
    this.ip = new IpLayer(facts.skipped());
    this.flows = new TcpFlows(ports, sink, facts);
  }

  /** Takes what comes next. */
  void take(Block block) {
    if (block instanceof Block.Packet packet) {
      facts.packet(packet);
      take(packet);
    } else if (block instanceof Block.Secrets secrets) {
      SecretsBlock.read(secrets, facts.skipped())
          .forEach(
              secret -> {
                facts.secret();
                sink.secret(secret);
              });
    } else if (block instanceof Block.Dropped dropped) {
      facts.dropped(dropped);
    }
  }

  /** No more will come. */
  void finish() {
    ip.finish();
    flows.finish();
  }

  private void take(Block.Packet packet) {
    ByteBuffer data = packet.data();
    int start = data.position();
    if (!LinkLayer.toIp(packet.linkType(), data, facts.skipped())) {
      return;
    }
    Instant time = packet.time();
    int length = packet.length() - (data.position() - start);
    ip.read(data, length, time)
        .flatMap(datagram -> TcpSegment.read(datagram, time, facts.skipped()))
        .ifPresent(flows::take);
  }
}
