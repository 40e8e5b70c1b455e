package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client and a server say to each other, to be checked. */
final class Said {
  private final List<Utterance> all = new ArrayList<>();

  static Said nothing() {
    return new Said();
  }

  static Said started(StartupParameter... parameters) {
    return nothing().client(new StartupMessage(ProtocolVersion.V3_0, List.of(parameters)));
  }

  /** A session that is ready. */
  static Said ready() {
    return started().isReady();
  }

  /** A session for replication that is ready. */
  static Said replication() {
    return started(new StartupParameter("replication", "database")).isReady();
  }

  private Said isReady() {
    return server(
        new AuthenticationOk(),
        new ParameterStatus("server_version", "18.0"),
        new BackendKeyData(42, Bytes.ofHex("01020304")),
        Messages.IDLE);
  }

  Said client(Message... messages) {
    return say(Direction.FRONTEND, messages);
  }

  Said server(Message... messages) {
    return say(Direction.BACKEND, messages);
  }

  private Said say(Direction direction, Message... messages) {
    for (Message message : messages) {
      all.add(Utterance.of(all.size(), direction, message));
    }
    return this;
  }

  /** Returns where it breaks a rule first. */
  Optional<ConformanceChecker.Violation> check() {
    ConformanceChecker checker = new ConformanceChecker();
    return all.stream().flatMap(said -> checker.take(said).stream()).findFirst();
  }

  /** Returns the number of the last message. */
  int last() {
    return all.size() - 1;
  }
}
