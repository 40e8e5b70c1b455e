package dev.postgreswire.recording;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a client authenticated, and whether the server proved that it knows the client.
 *
 * @param method what it was; {@link AuthenticationMethod#NONE} when the connection did not get
 *     there
 * @param mechanismsOffered the SASL mechanisms in the server's order of preference
 * @param mechanism the SASL mechanism that the client chose
 * @param channelBindingFlag the GS2 flag of RFC 5802: {@code n} no channel binding, {@code y} the
 *     client could but believes that the server cannot, {@code p} the channel is bound
 * @param channelBindingType how the channel is bound, such as {@code tls-server-end-point}
 * @param iterations how often SCRAM hashes the password; RFC 7677 asks for at least 4096
 * @param clientNonce what the client made up
 * @param serverNonce the server's nonce, the client's part included
 * @param serverProvedItself whether the server's SCRAM signature came before AuthenticationOk. The
 *     signature itself cannot be verified here
 * @param succeeded whether AuthenticationOk came
 * @param error the error that came instead
 */
public record Authentication(
    AuthenticationMethod method,
    List<String> mechanismsOffered,
    Optional<String> mechanism,
    Optional<String> channelBindingFlag,
    Optional<String> channelBindingType,
    OptionalInt iterations,
    Optional<String> clientNonce,
    Optional<String> serverNonce,
    boolean serverProvedItself,
    boolean succeeded,
    Optional<RecordedError> error) {
  /** Copies the list. */
  public Authentication {
    mechanismsOffered = List.copyOf(mechanismsOffered);
  }

  /**
   * Returns whether the server's nonce begins with the client's and goes on after it; false too
   * when one of the two was not seen.
   */
  public boolean serverNonceExtendsClients() {
    return clientNonce.isPresent()
        && serverNonce.isPresent()
        && serverNonce.get().startsWith(clientNonce.get())
        && serverNonce.get().length() > clientNonce.get().length();
  }
}
