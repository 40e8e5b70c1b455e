package dev.postgreswire.assertj;

import dev.postgreswire.recording.Authentication;
import dev.postgreswire.recording.AuthenticationMethod;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Assertions on how a client authenticated. */
public class AuthenticationAssert extends AbstractWireAssert<AuthenticationAssert, Authentication> {
  /** Begins assertions on {@code actual}. */
  public AuthenticationAssert(Authentication actual) {
    super(actual, AuthenticationAssert.class, Kinds.AUTHENTICATION);
  }

  /** Verifies the method, whether it succeeded or not. */
  public AuthenticationAssert hasMethod(AuthenticationMethod method) {
    return meets(Criterion.equal("method", method, Authentication::method));
  }

  /** Verifies the SASL mechanisms that the server offered, in its order. */
  public AuthenticationAssert offeredMechanisms(String... mechanisms) {
    return meets(
        Criterion.equal(
            "offered mechanisms", List.of(mechanisms), Authentication::mechanismsOffered));
  }

  /** Verifies the SASL mechanism that the client chose. */
  public AuthenticationAssert usedMechanism(String mechanism) {
    return meets(Criterion.equal("mechanism", Optional.of(mechanism), Authentication::mechanism));
  }

  /** Verifies the GS2 flag: {@code n}, {@code y} or {@code p}. */
  public AuthenticationAssert hasChannelBindingFlag(String flag) {
    return meets(
        Criterion.equal(
            "channel binding flag", Optional.of(flag), Authentication::channelBindingFlag));
  }

  /** Verifies how the channel was bound, such as {@code tls-server-end-point}. */
  public AuthenticationAssert hasChannelBindingType(String type) {
    return meets(
        Criterion.equal(
            "channel binding type", Optional.of(type), Authentication::channelBindingType));
  }

  /** Verifies how often SCRAM hashes the password. */
  public AuthenticationAssert hasIterations(int iterations) {
    return meets(
        Criterion.equal("iterations", OptionalInt.of(iterations), Authentication::iterations));
  }

  /** Verifies that SCRAM hashes the password at least so often; RFC 7677 asks for 4096. */
  public AuthenticationAssert hasAtLeastIterations(int iterations) {
    return meets(
        Criterion.that(
            "iterations",
            "to have at least " + iterations + " iterations",
            authentication -> authentication.iterations().orElse(0) >= iterations,
            authentication -> "had " + Texts.value(authentication.iterations())));
  }

  /** Verifies that the server's SCRAM signature came before AuthenticationOk. */
  public AuthenticationAssert serverProvedItself() {
    return meets(
        Criterion.that(
            "server's proof",
            "to have the server prove itself",
            Authentication::serverProvedItself,
            authentication -> "it proved nothing"));
  }

  /** Verifies that the server's nonce begins with the client's and goes on after it. */
  public AuthenticationAssert serverNonceExtendsClients() {
    return meets(
        Criterion.that(
            "nonce",
            "to have a server's nonce that extends the client's",
            Authentication::serverNonceExtendsClients,
            a ->
                "they were " + Texts.value(a.clientNonce()) + ", " + Texts.value(a.serverNonce())));
  }

  /** Verifies that AuthenticationOk came. */
  public AuthenticationAssert succeeded() {
    return meets(
        Criterion.that(
            "success",
            "to succeed",
            Authentication::succeeded,
            a -> a.error().map(e -> "it failed: " + e.describe()).orElse("it did not end")));
  }

  /**
   * Verifies that the server refused.
   *
   * @param sqlState the code, such as {@code 28P01}, or its name, such as {@code invalid_password}
   */
  public AuthenticationAssert failedWith(String sqlState) {
    return meets(
        Criterion.that(
            "failure",
            "to fail with SQLSTATE " + sqlState,
            a -> !a.succeeded() && a.error().filter(e -> SqlStates.is(e, sqlState)).isPresent(),
            a -> a.error().map(e -> "it failed: " + e.describe()).orElse("there was no error")));
  }
}
