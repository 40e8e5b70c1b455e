package dev.postgreswire.message;

import dev.postgreswire.message.pgoutput.LogicalMessage;
import dev.postgreswire.message.pgoutput.StreamStart;
import dev.postgreswire.message.replication.ReplicationMessage;
import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message of {@code golden-payloads.txt}, and what is to be decoded from it.
 *
 * @param setting where it occurs
 * @param name its name
 * @param bytes its bytes
 * @param fields its fields, a line each: offset, length, name, value
 */
public record GoldenPayload(String setting, String name, Bytes bytes, List<String> fields) {
  private static final List<GoldenPayload> ALL = read();

  /** Returns all of them. */
  public static Stream<GoldenPayload> all() {
    return ALL.stream();
  }

  boolean isLogical() {
    return !setting.equals("F") && !setting.equals("B") && !setting.equals("backup");
  }

  Direction direction() {
    return setting.equals("F") ? Direction.FRONTEND : Direction.BACKEND;
  }

  /** Returns what was known before it. */
  public DecodingContext context() {
    return Contexts.after(before());
  }

  /** Returns the messages that make the setting. */
  Message[] before() {
    return switch (setting) {
      case "F", "B" -> Contexts.physical();
      case "backup" -> Contexts.backup();
      case "pgoutput" -> Contexts.pgoutput();
      case "parallel" -> Contexts.parallel();
      case "stream" -> {
        List<Message> messages = new ArrayList<>(List.of(Contexts.pgoutput()));
        messages.add(new CopyData(xlog(encoded(new StreamStart(751, true)))));
        yield messages.toArray(new Message[0]);
      }
      default -> throw new IllegalArgumentException(setting);
    };
  }

  /** Returns the data of a CopyData with {@code bytes} in the place of this message's. */
  Bytes data(Bytes payload) {
    return isLogical() ? xlog(payload) : payload;
  }

  /** Returns the CopyData that has {@code payload} in the place of this message. */
  public Frame frame(Bytes payload) {
    Bytes bytes = MessageEncoder.encode(new CopyData(data(payload)), StandardCharsets.UTF_8);
    return new Frame(direction(), FrameKind.MESSAGE, 0, bytes.length(), bytes, "");
  }

  /** Returns what {@code payload} is decoded to. */
  Object decode(Bytes payload) {
    CopyData message = new CopyData(data(payload));
    ReplicationMessage outer = ReplicationMessage.of(direction(), message, context()).orElseThrow();
    return isLogical() ? LogicalMessage.of((XLogData) outer, context()).orElseThrow() : outer;
  }

  static Bytes encode(Object message) {
    return message instanceof LogicalMessage logical
        ? encoded(logical)
        : encoded((ReplicationMessage) message);
  }

  private static Bytes encoded(LogicalMessage message) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    message.encode(out);
    return out.toBytes();
  }

  private static Bytes encoded(ReplicationMessage message) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    message.encode(out);
    return out.toBytes();
  }

  private static Bytes xlog(Bytes data) {
    return encoded(new XLogData(0, 0, 0, data));
  }

  @Override
  public String toString() {
    return setting + " " + name + " " + bytes.toHex();
  }

  private static List<GoldenPayload> read() {
    List<GoldenPayload> payloads = new ArrayList<>();
    try (InputStream in = GoldenPayload.class.getResourceAsStream("golden-payloads.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("  ")) {
          payloads.get(payloads.size() - 1).fields.add(line.strip());
        } else if (!line.startsWith("#")) {
          String[] words = (line + " ").split(" ", 4);
          payloads.add(
              new GoldenPayload(words[0], words[1], Bytes.ofHex(words[2]), new ArrayList<>()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return payloads;
  }
}
