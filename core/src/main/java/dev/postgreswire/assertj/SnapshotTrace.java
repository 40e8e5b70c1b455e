package dev.postgreswire.assertj;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.Close;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.Execute;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.Target;
import dev.postgreswire.recording.Phase;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The raw messages after the handshake, generated names replaced by numbers. */
final class SnapshotTrace {
  private static final Set<Phase> SHOWN = EnumSet.of(Phase.QUERY, Phase.COPY, Phase.REPLICATION);

  private final Function<Iterable<RecordedMessage>, String> form;
  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();

  private SnapshotTrace(Function<Iterable<RecordedMessage>, String> form) {
    this.form = form;
  }

  static String of(Recording recording, Function<Iterable<RecordedMessage>, String> form) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (RecordedConnection connection : recording.connections()) {
      List<RecordedMessage> messages =
          connection.messages().stream().filter(m -> SHOWN.contains(m.phase())).toList();
      if (!messages.isEmpty()) {
        text.append(number == 0 ? "" : "\n").append("connection ").append(++number).append('\n');
        SnapshotTrace trace = new SnapshotTrace(form);
        messages.forEach(message -> text.append(trace.line(message)));
      }
    }
    return text.toString();
  }

  private String line(RecordedMessage recorded) {
    String line = form.apply(List.of(recorded));
    Message message = recorded.message();
    if (message instanceof Parse parse) {
      return replaced(line, parse.statement(), statements, "statement ");
    }
    if (message instanceof Bind bind) {
      String known = replaced(line, bind.portal(), portals, "portal ");
      return replaced(known, bind.statement(), statements, "statement ");
    }
    if (message instanceof Execute execute) {
      return replaced(line, execute.portal(), portals, "portal ");
    }
    if (message instanceof Describe describe) {
      return replaced(line, describe.target(), describe.name());
    }
    return message instanceof Close close ? replaced(line, close.target(), close.name()) : line;
  }

  private String replaced(String line, Target target, String name) {
    return target == Target.STATEMENT
        ? replaced(line, name, statements, "statement ")
        : replaced(line, name, portals, "portal ");
  }

  private static String replaced(
      String line, String name, Map<String, String> numbers, String what) {
    if (name.isEmpty()) {
      return line;
    }
    String number = numbers.computeIfAbsent(name, absent -> what + (numbers.size() + 1));
    int at = line.indexOf("\"" + name + "\"");
    return at < 0
        ? line
        : line.substring(0, at + 1) + "<" + number + ">" + line.substring(at + 1 + name.length());
  }
}
