package dev.postgreswire.agent.matrix;

/**
 * A way to the server, as an application is told it.
 *
 * @param driver the driver
 * @param transport what it reads and writes sockets with
 * @param tls how much TLS
 * @param option more, for the driver; empty for nothing
 */
record Cell(DriverApplication driver, String transport, Tls tls, String option) {
  /** Returns the name under which the application reports it, and which it sends as a parameter. */
  String name() {
    String name = driver.text() + "/" + transport + "/" + tls.text();
    return option.isEmpty() ? name : name + "/" + option;
  }

  boolean isUnix() {
    return transport.endsWith("-unix");
  }

  /** Returns whether it authenticates by SCRAM-SHA-256-PLUS. */
  boolean bindsChannel() {
    return tls != Tls.OFF && driver != DriverApplication.JASYNC;
  }

  @Override
  public String toString() {
    return name();
  }
}
