package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * Opens the session: the protocol version, then run-time parameters in the order they were sent.
 *
 * @param version the version the client asks for
 * @param parameters names and values: {@code user}, {@code database}, settings, {@code _pq_.}
 *     options
 */
public record StartupMessage(ProtocolVersion version, List<StartupParameter> parameters)
    implements FrontendMessage {
  /** Copies the lists. */
  public StartupMessage {
    parameters = List.copyOf(parameters);
  }

  static StartupMessage decode(WireReader in) {
    ProtocolVersion version = in.as(r -> ProtocolVersion.of(r.int32("version")));
    return new StartupMessage(version, in.listUpToNul("parameters", StartupParameter::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.STARTUP_MESSAGE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(version.code());
    parameters.forEach(parameter -> out.cString(parameter.name()).cString(parameter.value()));
    out.int8(0);
  }

  /**
   * Returns the value of the parameter {@code name}; the last one counts when it was sent twice, as
   * for the server.
   */
  public Optional<String> parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .reduce((first, second) -> second)
        .map(StartupParameter::value);
  }
}
