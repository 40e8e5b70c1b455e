package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void namesTheSecretsOfTheGoldenFrames() {
    assertThat(secrets().distinct())
        .containsExactly(
            "CancelRequest secretKey",
            "PasswordMessage password",
            "SASLResponse data",
            "GSSResponse data",
            "AuthenticationGSSContinue data",
            "AuthenticationSASLFinal data",
            "BackendKeyData secretKey");
  }

  @Test
  void whatIsWithinASecretIsOneWhereItMatters() {
    Message response = new SASLResponse(Bytes.EMPTY);

    assertThat(isSecret(response, "data.proof")).isTrue();
    assertThat(isSecret(response, "data.nonce")).isFalse();
    assertThat(isSecret(response, "data.parameters[0].value")).isTrue();
    assertThat(isSecret(response, "data.parameters[0].key")).isFalse();
  }

  @Test
  void whatCannotBeDecodedMayBeASecret() {
    Bytes bytes = Bytes.ofHex("7000000005");

    assertThat(isSecret(new Undecoded(Direction.FRONTEND, bytes, "x", 0), "undecoded")).isTrue();
    assertThat(isSecret(new Undecoded(Direction.FRONTEND, bytes, "x", 0), "length")).isFalse();
    assertThat(isSecret(new Undecoded(Direction.BACKEND, bytes, "x", 0), "undecoded")).isFalse();
    assertThat(isSecret(new Undecoded(Direction.FRONTEND, Bytes.EMPTY, "x", 0), "undecoded"))
        .isFalse();
  }

  @Test
  void secretsStayOutOfText() {
    assertThat(
            List.of(
                new PasswordMessage("hunter2"),
                new BackendKeyData(1, Bytes.ofHex("12345678")),
                new CancelRequest(1, Bytes.ofHex("12345678")),
                new SASLResponse(Bytes.ofHex("12345678")),
                new GSSResponse(Bytes.ofHex("12345678")),
                new AuthenticationSASLFinal(Bytes.ofHex("12345678")),
                new Undecoded(Direction.FRONTEND, Bytes.ofHex("12345678"), "x", 0)))
        .allSatisfy(
            message -> assertThat(message.toString()).doesNotContain("hunter2", "12345678"));
  }

  @Test
  void whatCannotBeDecodedIsASecretWhereOneWasDue() {
    assertThat(isSecret(undecoded(Direction.FRONTEND, "00"), "undecoded")).as("a key").isTrue();
    assertThat(isSecret(undecoded(Direction.FRONTEND, "51"), "undecoded")).isFalse();
    assertThat(isSecret(undecoded(Direction.BACKEND, "4b"), "undecoded")).as("a key").isTrue();
    assertThat(isSecret(undecoded(Direction.BACKEND, "52"), "undecoded")).isTrue();
    assertThat(isSecret(undecoded(Direction.BACKEND, "44"), "undecoded")).isFalse();
  }

  private static Undecoded undecoded(Direction direction, String type) {
    return new Undecoded(direction, Bytes.ofHex(type + "00000005"), "x", 0);
  }

  /** SCRAM begins with a name; a bearer token is said at once. */
  @Test
  void onlyScramBeginsWithoutASecret() {
    Message scram = new SASLInitialResponse("SCRAM-SHA-256", Optional.of(Bytes.EMPTY));
    Message bearer = new SASLInitialResponse("OAUTHBEARER", Optional.of(Bytes.EMPTY));

    assertThat(isSecret(scram, "data")).isFalse();
    assertThat(isSecret(bearer, "data")).isTrue();
    assertThat(isSecret(bearer, "mechanism")).isFalse();
  }

  @Test
  void textSaysThatThereIsASecret() {
    Bytes key = Bytes.ofHex("12345678");

    assertThat(new PasswordMessage("hunter2")).hasToString("PasswordMessage[password=********]");
    assertThat(new BackendKeyData(7, key).toString()).contains("7", Secrets.MASK);
    assertThat(new CancelRequest(7, key).toString()).contains("7", Secrets.MASK);
    assertThat(new GSSResponse(key).toString()).contains(Secrets.MASK);
    assertThat(new AuthenticationSASLFinal(key).toString()).contains(Secrets.MASK);
    assertThat(new SASLInitialResponse("OAUTHBEARER", Optional.of(key)).toString())
        .contains("OAUTHBEARER", Secrets.MASK);
    assertThat(new OAuthParameter("auth", "Bearer abc").toString()).contains("auth", Secrets.MASK);
    assertThat(new Undecoded(Direction.FRONTEND, Bytes.ofHex("1234"), "no such type", 1))
        .hasToString("Undecoded[F, 2 bytes, at 1: no such type]");
  }

  private static boolean isSecret(Message message, String name) {
    return Secrets.isSecret(message, new Field(name, 0, 0, ""));
  }

  private static Stream<String> secrets() {
    return GoldenFrame.all()
        .flatMap(
            golden ->
                MessageDecoder.fields(golden.frame(), golden.context()).stream()
                    .filter(field -> Secrets.isSecret(golden.message(), field))
                    .map(field -> golden.name() + " " + field.name()));
  }
}
