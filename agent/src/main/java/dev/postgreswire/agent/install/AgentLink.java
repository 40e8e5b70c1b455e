package dev.postgreswire.agent.install;

import java.util.Map;
import java.util.function.BiFunction;

/**
 * The agent, as a recorder on the application's class path sees it. It can be asked:
 *
 * <table>
 *   <caption>Questions</caption>
 *   <tr><th>question<th>arguments<th>answer</tr>
 *   <tr><td>{@code describe}<td><td>{@code Map<String, Object>}: {@code version}, {@code route}</tr>
 * </table>
 */
final class AgentLink implements BiFunction<String, Object[], Object> {
  private final AgentContext context;

  AgentLink(AgentContext context) {
    this.context = context;
  }

  @Override
  public Object apply(String question, Object[] arguments) {
    return switch (question) {
      case "describe" -> Map.of("route", context.options().route().name());
      default -> throw new IllegalArgumentException("the agent knows no question " + question);
    };
  }
}
