package dev.postgreswire.loopback;

/** Whether a loopback that itself speaks TLS uses it to the server, as {@code sslmode} says. */
public enum ServerTls {
  /** If the server offers it; whoever the server is. */
  PREFER,
  /** Never. */
  DISABLE,
  /** Always; whoever the server is. */
  REQUIRE,
  /** Only with a server whose certificate is trusted. */
  VERIFY_CA,
  /** Only with a server whose certificate is trusted and names the host that was connected to. */
  VERIFY_FULL;

  /** Whether there is to be no connection without it. */
  boolean insists() {
    return this == REQUIRE || verifies();
  }

  /** Whether the server has to show a certificate that is trusted. */
  public boolean verifies() {
    return this == VERIFY_CA || this == VERIFY_FULL;
  }
}
