package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;

/**
 * A parameter of a {@link StartupMessage}.
 *
 * @param name its name, such as {@code user} or {@code application_name}
 * @param value its value
 */
public record StartupParameter(String name, String value) {
  static StartupParameter decode(WireReader in) {
    return new StartupParameter(in.cString("name"), in.cString("value"));
  }
}
