package com.example.drivers;

/** How a connection can fail. */
public enum Failure {
  /** Nobody listens. */
  REFUSING,
  /** The server closes the connection as soon as it has heard something. */
  CLOSING,
  /** It resets it. */
  RESETTING,
  /** As many wait for it as may, so that it answers nobody else. */
  CROWDED,
  /** The password is wrong. */
  WRONG_PASSWORD,
  /** The authority that is trusted has not signed the server's certificate. */
  STRANGE_AUTHORITY
}
