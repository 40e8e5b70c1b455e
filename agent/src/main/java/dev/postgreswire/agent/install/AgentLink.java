package dev.postgreswire.agent.install;

import dev.postgreswire.recording.WireSink;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The agent, as a recorder on the application's class path sees it. It can be asked:
 *
 * <table>
 *   <caption>Questions</caption>
 *   <tr><th>question<th>arguments<th>answer</tr>
 *   <tr><td>{@code describe}<td><td>{@code Map<String, Object>}: {@code version}, {@code route},
 *       {@code recorders}, {@code missed} (how many connections could not be recorded so far)</tr>
 *   <tr><td>{@code register}<td>a recorder, as {@link LinkedRecorder} calls it<td>null; it is told
 *       of all connections from now on, and of those that are open as partial</tr>
 *   <tr><td>{@code unregister}<td>the same recorder<td>null; it is told nothing more</tr>
 *   <tr><td>{@code drain}<td>{@link Duration}, the longest wait<td>null once every byte that the
 *       application had written is recorded, else a {@link String} that says what was pending</tr>
 * </table>
 *
 * <p>Arguments that come behind those are for later versions, and ignored.
 */
final class AgentLink implements BiFunction<String, Object[], Object> {
  private final AgentContext context;
  private final String version;
  private final IdentityHashMap<Object, WireSink> registered = new IdentityHashMap<>();

  AgentLink(AgentContext context, String version) {
    this.context = context;
    this.version = version;
  }

  @Override
  public Object apply(String question, Object[] arguments) {
    return switch (question) {
      case "describe" -> describe();
      case "register" -> register(arguments[0]);
      case "unregister" -> unregister(arguments[0]);
      case "drain" -> context.recorders().drain((Duration) arguments[0]).orElse(null);
      default -> throw new IllegalArgumentException("the agent knows no question " + question);
    };
  }

  private Map<String, Object> describe() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", version);
    facts.put("route", context.options().route().name());
    facts.put("recorders", context.recorders().count());
    facts.put("missed", context.recorders().missedCount());
    return facts;
  }

  @SuppressWarnings("unchecked")
  private synchronized Object register(Object recorder) {
    if (!registered.containsKey(recorder)) {
      WireSink sink = new LinkedRecorder((BiFunction<String, Object[], Object>) recorder);
      registered.put(recorder, sink);
      context.recorders().add(sink);
    }
    return null;
  }

  private synchronized Object unregister(Object recorder) {
    WireSink sink = registered.remove(recorder);
    if (sink != null) {
      context.recorders().remove(sink);
    }
    return null;
  }
}
