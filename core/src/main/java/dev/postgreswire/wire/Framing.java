package dev.postgreswire.wire;

/** How the frames of one direction are to be found. */
enum Framing {
  UNKNOWN,
  STARTUP,
  MESSAGES,
  TLS,
  GSS,
  SILENCE
}
