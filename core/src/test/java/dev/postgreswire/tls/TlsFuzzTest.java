package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsDecryptor.Outcome;
import dev.postgreswire.recording.TlsDecryptor.Undecryptable;
import dev.postgreswire.recording.TlsDecryptor.Waiting;
import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.tls.Transcript.Entry;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mutated sessions, random records and random secrets: no exception, and nothing read that was not
 * said. The system property {@code fuzz.seconds} says how long, {@code fuzz.seed} where to begin; a
 * failure names its seed.
 */
class TlsFuzzTest {
  private static final int MOST_RUNS = 100_000_000;

  @ParameterizedTest
  @EnumSource
  void readsNothingThatWasNotSaid(RecordedTls session) {
    Transcript whole = session.transcript();
    String said = session.clientsData().plus(session.serversData()).toString(ISO_8859_1);
    repeat(
        RecordedTls.values().length,
        random -> {
          Transcript mutated = mutate(whole, random);
          KeyLog keyLog = session.keyLog();
          TlsDecryptor decryptor = keyLog.begin();
          List<String> read = new ArrayList<>();
          for (Entry entry : mutated.entries()) {
            Outcome outcome = decryptor.take(entry.direction(), entry.tlsRecord());
            if (outcome instanceof TlsDecryptor.Plaintext plaintext) {
              read.add(plaintext.data().toString(ISO_8859_1));
            } else {
              // Neither waiting nor failing changes anything.
              assertThat(decryptor.take(entry.direction(), entry.tlsRecord())).isEqualTo(outcome);
            }
          }
          assertThat(read).allSatisfy(text -> assertThat(said).contains(text));
        });
  }

  @Test
  void survivesRandomRecords() {
    repeat(
        4,
        random -> {
          TlsDecryptor decryptor = RecordedTls.SIMPLE.keyLog().begin();
          for (int i = 0; i < 10; i++) {
            Direction direction = random.nextBoolean() ? Direction.FRONTEND : Direction.BACKEND;
            Bytes body = randomBytes(random, 60);
            byte[] header = {(byte) (19 + random.nextInt(6)), 3, 3, 0, (byte) body.length()};
            Outcome outcome = decryptor.take(direction, Bytes.wrap(header).plus(body));
            assertThat(outcome).isNotNull();
          }
        });
  }

  @Test
  void survivesHellosOfAllKinds() {
    repeat(
        4,
        random -> {
          Bytes hello =
              RecordedTls.SIMPLE.transcript().entries().get(random.nextInt(2)).tlsRecord();
          Bytes body = mutate(hello.from(9), random);
          for (int type : HandshakeMessage.READ) {
            assertThat(TlsHello.read(type, body)).isNotNull();
            assertThat(TlsHello.read(type, randomBytes(random, 80))).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void survivesSecretsOfAllSizes(RecordedTls session) {
    List<TlsSecret> secrets = session.keyLog().secrets();
    repeat(
        RecordedTls.values().length,
        random -> {
          KeyLog keyLog = KeyLog.empty();
          for (TlsSecret secret : secrets) {
            Bytes other = random.nextInt(4) > 0 ? secret.secret() : randomBytes(random, 100);
            keyLog.secret(new TlsSecret(secret.label(), secret.clientRandom(), other));
          }
          session
              .transcript()
              .read(keyLog)
              .stopped()
              .ifPresent(
                  outcome ->
                      assertThat(outcome).isInstanceOfAny(Undecryptable.class, Waiting.class));
        });
  }

  @Test
  void survivesKeyLogsOfAllKinds() {
    repeat(
        4,
        random -> {
          byte[] text =
              ("CLIENT_RANDOM " + "5f".repeat(32) + " " + "a1".repeat(48) + "\n")
                  .repeat(2)
                  .getBytes(US_ASCII);
          for (int i = random.nextInt(4); i >= 0; i--) {
            text[random.nextInt(text.length)] = (byte) random.nextInt(256);
          }
          KeyLog keyLog = KeyLog.parseLeniently(new String(text, ISO_8859_1));
          assertThat(keyLog.size() + keyLog.problems().size()).isLessThanOrEqualTo(6);
        });
  }

  private interface Run {
    void with(Random random);
  }

  /** Runs for a share of the time that there is. */
  private static void repeat(int shares, Run run) {
    long time = Duration.ofSeconds(Long.getLong("fuzz.seconds", 3)).toNanos();
    long end = System.nanoTime() + time / shares;
    long seed = Long.getLong("fuzz.seed", 1);
    for (int i = 0; i < MOST_RUNS && System.nanoTime() < end; i++) {
      try {
        run.with(new Random(seed + i));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Dfuzz.seed=" + (seed + i), e);
      }
    }
  }

  private static Transcript mutate(Transcript whole, Random random) {
    List<Entry> entries = new ArrayList<>(whole.entries());
    for (int i = random.nextInt(3); i >= 0 && !entries.isEmpty(); i--) {
      int at = random.nextInt(entries.size());
      Entry entry = entries.get(at);
      switch (random.nextInt(8)) {
        case 0 -> entries.remove(at);
        case 1 -> entries.add(random.nextInt(entries.size()), entry);
        case 2 -> entries.set(at, new Entry(entry.direction().opposite(), entry.tlsRecord()));
        case 3 -> entries.add(at, entries.remove(random.nextInt(entries.size())));
        default -> entries.set(at, new Entry(entry.direction(), mutate(entry.tlsRecord(), random)));
      }
    }
    return new Transcript(entries);
  }

  private static Bytes mutate(Bytes bytes, Random random) {
    byte[] array = bytes.toByteArray();
    if (array.length == 0 || random.nextInt(4) == 0) {
      return bytes.slice(0, random.nextInt(array.length + 1));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      array[random.nextInt(array.length)] = (byte) random.nextInt(256);
    }
    return Bytes.wrap(array);
  }

  private static Bytes randomBytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
