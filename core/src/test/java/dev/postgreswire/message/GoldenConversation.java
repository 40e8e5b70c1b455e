package dev.postgreswire.message;

import dev.postgreswire.message.FuzzTest.Turn;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Conversations made of golden messages, which a fuzz test then mutates. */
final class GoldenConversation {
  private static final List<GoldenFrame> FRAMES =
      GoldenFrame.all().filter(golden -> golden.frame().kind() == FrameKind.MESSAGE).toList();
  private static final List<GoldenFrame> STARTUPS =
      GoldenFrame.all().filter(golden -> golden.frame().kind() == FrameKind.STARTUP).toList();
  private static final List<GoldenPayload> PAYLOADS = GoldenPayload.all().toList();
  private static final List<String> ENCODINGS =
      List.of("SJIS", "LATIN1", "BIG5", "EUC_JP", "GB18030", "WIN1252", "UTF8", "SQL_ASCII");

  private GoldenConversation() {}

  static List<Turn> random(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> replication(random);
      case 1 -> authentication(random);
      case 2 -> binaryCopy(random);
      default -> messages(random);
    };
  }

  private static List<Turn> messages(Random random) {
    List<Turn> turns = new ArrayList<>();
    turns.add(turn(pick(STARTUPS, random)));
    turns.add(turn(new ParameterStatus("client_encoding", pick(ENCODINGS, random))));
    for (int i = random.nextInt(20); i > 0; i--) {
      turns.add(turn(pick(FRAMES, random)));
    }
    return turns;
  }

  private static List<Turn> replication(Random random) {
    GoldenPayload first = pick(PAYLOADS, random);
    List<Turn> turns = new ArrayList<>();
    for (Message message : first.before()) {
      turns.add(turn(message));
    }
    for (int i = random.nextInt(10); i >= 0; i--) {
      GoldenPayload golden = i == 0 ? first : pick(PAYLOADS, random);
      Bytes payload = random.nextBoolean() ? golden.bytes() : Mutation.of(golden.bytes(), random);
      turns.add(new Turn(golden.direction(), golden.frame(payload).bytes()));
    }
    return turns;
  }

  private static List<Turn> authentication(Random random) {
    List<Turn> turns = new ArrayList<>();
    turns.add(turn(pick(STARTUPS, random)));
    boolean scram = random.nextBoolean();
    String mechanism = scram ? "SCRAM-SHA-256" : "OAUTHBEARER";
    String first = scram ? "n,,n=,r=abc" : "n,,\1auth=Bearer x\1\1";
    turns.add(turn(new AuthenticationSASL(List.of(mechanism))));
    turns.add(turn(new SASLInitialResponse(mechanism, Optional.of(mutated(first, random)))));
    String challenge = scram ? "r=abcdef,s=c2FsdA==,i=4096" : "{\"status\":\"invalid_token\"}";
    turns.add(turn(new AuthenticationSASLContinue(mutated(challenge, random))));
    String last = scram ? "c=biws,r=abcdef,x=y,p=cHJvb2Y=" : "\1";
    turns.add(turn(new SASLResponse(mutated(last, random))));
    turns.add(turn(new AuthenticationSASLFinal(mutated("v=c2lnbmF0dXJl", random))));
    return turns;
  }

  private static List<Turn> binaryCopy(Random random) {
    List<Turn> turns = new ArrayList<>();
    turns.add(turn(pick(STARTUPS, random)));
    turns.add(turn(new CopyInResponse(Format.BINARY, List.of(Format.BINARY))));
    Bytes data = CopyBinaryTest.SAMPLE;
    int position = 0;
    while (position < data.length()) {
      int count = Math.min(1 + random.nextInt(20), data.length() - position);
      Bytes chunk = data.slice(position, count);
      Bytes sent = random.nextInt(8) == 0 ? Mutation.of(chunk, random) : chunk;
      Bytes bytes = MessageEncoder.encode(new CopyData(sent), StandardCharsets.UTF_8);
      turns.add(new Turn(Direction.FRONTEND, bytes));
      position += count;
    }
    return turns;
  }

  private static Bytes mutated(String text, Random random) {
    Bytes bytes = Bytes.of(text, StandardCharsets.UTF_8);
    return random.nextBoolean() ? bytes : Mutation.of(bytes, random);
  }

  private static Turn turn(GoldenFrame golden) {
    return new Turn(golden.frame().direction(), golden.frame().bytes());
  }

  private static Turn turn(Message message) {
    Direction direction = message.type().direction().orElse(Direction.BACKEND);
    return new Turn(direction, MessageEncoder.encode(message, StandardCharsets.UTF_8));
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
