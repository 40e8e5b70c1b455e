package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A frame of {@code golden-frames.txt}, and what is to be decoded from it.
 *
 * @param name the name of the message
 * @param context what came before it
 * @param frame the frame
 * @param fields its fields, a line each: offset, length, name, value
 */
record GoldenFrame(String name, DecodingContext context, Frame frame, List<String> fields) {
  private static final List<GoldenFrame> ALL = read();

  static Stream<GoldenFrame> all() {
    return ALL.stream();
  }

  /** Returns how {@code field} is written in the file. */
  static String line(Field field) {
    String line = field.offset() + " " + field.length() + " " + field.name();
    return (line + " " + field.value()).replace("\n", "\\n").replace("\0", "\\0").stripTrailing();
  }

  Message message() {
    return MessageDecoder.decode(frame, context);
  }

  @Override
  public String toString() {
    return frame.direction().symbol() + " " + name + " " + frame.bytes().toHex();
  }

  private static List<GoldenFrame> read() {
    List<GoldenFrame> frames = new ArrayList<>();
    try (InputStream in = GoldenFrame.class.getResourceAsStream("golden-frames.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("  ")) {
          frames.get(frames.size() - 1).fields.add(line.strip());
        } else if (!line.startsWith("#")) {
          frames.add(parse(line.split(" ")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }

  private static GoldenFrame parse(String[] words) {
    Direction direction = words[0].equals("F") ? Direction.FRONTEND : Direction.BACKEND;
    Bytes bytes = Bytes.ofHex(words[3]);
    Frame frame = new Frame(direction, kind(words[1]), 0, bytes.length(), bytes, "");
    return new GoldenFrame(words[1], context(words[2]), frame, new ArrayList<>());
  }

  private static FrameKind kind(String name) {
    return Arrays.stream(MessageType.values())
        .filter(type -> type.protocolName().equals(name) && type != MessageType.UNDECODED)
        .findFirst()
        .map(MessageType::frameKind)
        .orElse(FrameKind.MESSAGE);
  }

  /** Returns what is known after an Authentication message, {@code R} and its code. */
  private static DecodingContext context(String word) {
    DecodingContext context = DecodingContext.initial();
    if (word.equals("-")) {
      return context;
    }
    return switch (Integer.parseInt(word.substring(1))) {
      case 3 -> context.after(new AuthenticationCleartextPassword());
      case 5 -> context.after(new AuthenticationMD5Password(Bytes.ofHex("01020304")));
      case 7 -> context.after(new AuthenticationGSS());
      case 8 -> context.after(new AuthenticationGSSContinue(Bytes.EMPTY));
      case 9 -> context.after(new AuthenticationSSPI());
      case 10 -> context.after(new AuthenticationSASL(List.of("SCRAM-SHA-256")));
      case 11 -> context.after(new AuthenticationSASLContinue(Bytes.EMPTY));
      default -> throw new IllegalArgumentException(word);
    };
  }
}
