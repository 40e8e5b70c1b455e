package dev.postgreswire.message;

import java.util.Optional;

/**
 * How far authentication has come.
 *
 * @param code the code of the last Authentication message, -1 before the first
 * @param mechanism the SASL mechanism chosen
 * @param begun whether the client has sent the first message of that mechanism
 */
record AuthenticationState(int code, Optional<String> mechanism, boolean begun) {
  static final AuthenticationState NONE = new AuthenticationState(-1, Optional.empty(), false);

  AuthenticationState after(Message message) {
    if (message instanceof AuthenticationRequest request) {
      return request.code() == code
          ? this
          : new AuthenticationState(request.code(), mechanism, begun);
    }
    if (message instanceof SASLInitialResponse response) {
      return new AuthenticationState(
          code, Optional.of(response.mechanism()), response.data().isPresent());
    }
    return message instanceof SASLResponse && !begun
        ? new AuthenticationState(code, mechanism, true)
        : this;
  }
}
