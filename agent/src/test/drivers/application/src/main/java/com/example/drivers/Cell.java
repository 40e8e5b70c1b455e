package com.example.drivers;

import java.util.List;

/**
 * A way to the server.
 *
 * @param driver the driver's name
 * @param transport what it reads and writes sockets with
 * @param tls how much TLS
 * @param options more that only this driver knows, such as the implementation of TLS
 */
public record Cell(String driver, String transport, Tls tls, List<String> options) {
  /** Copies the list. */
  public Cell {
    options = List.copyOf(options);
  }

  /** Reads {@code driver/transport/tls} with options after more slashes. */
  static Cell of(String text) {
    List<String> parts = List.of(text.split("/", -1));
    return new Cell(
        parts.get(0), parts.get(1), Tls.of(parts.get(2)), parts.subList(3, parts.size()));
  }

  /** Returns whether it goes by way of a file, the server's Unix-domain socket. */
  public boolean isUnix() {
    return transport.endsWith("-unix");
  }

  /** Returns its name, which is also the connection's {@code application_name}. */
  public String name() {
    StringBuilder name = new StringBuilder(driver + "/" + transport + "/" + tls.text());
    options.forEach(option -> name.append('/').append(option));
    return name.toString();
  }
}
