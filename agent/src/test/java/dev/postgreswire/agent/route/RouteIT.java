package dev.postgreswire.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.ClosedPort;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees of its connections is the same with the agent as without. */
class RouteIT {
  @Test
  void changesNothingThatTheApplicationSees() throws Exception {
    try (TalkServer server = new TalkServer();
        ClosedPort closed = ClosedPort.reserve()) {
      int nobody = closed.number();
      String[] ports = {Integer.toString(server.port()), Integer.toString(nobody)};
      String plain = RoutedJvm.plain(RoutedApplication.class, ports);

      String routed =
          RoutedJvm.routed(
              RoutedApplication.class, List.of(server.port(), nobody), List.of(), ports);

      assertThat(without("recorded: ", routed)).isEqualTo(plain);
      String target = "recorded: localhost:" + server.port() + " by main > ";
      assertThat(routed)
          .contains("recorded: pending null\n")
          .contains(target + "socket 0; < socket 0; > port; < ")
          .contains(target + "socket 10000; < socket 10000; > port; < ")
          .contains("> socket 7000; < socket 7000; > port; < ")
          .contains(target + "channel; < channel; > port; < ")
          .contains(target + "adaptor; < adaptor; > port; < ")
          .contains(target + "by selector; < by selector; > selected false; < selected false;")
          .contains(target + "by selector; < by selector; > selected true; < selected true;")
          .contains(target + "async; < async;")
          .contains(target + "options; < options;")
          .contains(target + "half; < half; < bye;")
          .contains(target + "reset; RESET_BY_SERVER")
          .contains(target + "to be reset; < to be reset; RESET_BY_CLIENT")
          .contains("recorded: localhost:" + nobody + " by main < waited for;");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void changesNothingThatNettySees(String transport) throws Exception {
    try (TalkServer server = new TalkServer();
        ClosedPort closed = ClosedPort.reserve()) {
      int nobody = closed.number();
      String[] arguments = {transport, Integer.toString(server.port()), Integer.toString(nobody)};
      String plain = RoutedJvm.plain(NettyApplication.class, arguments);

      String routed =
          RoutedJvm.routed(
              NettyApplication.class, List.of(server.port(), nobody), List.of(), arguments);

      assertThat(without("recorded: ", routed)).isEqualTo(plain);
      String target =
          "recorded: localhost:" + server.port() + " by multiThreadIoEventLoopGroup-2-1";
      assertThat(routed)
          .contains("recorded: pending null\n")
          .contains(target + " > hello; < hello; > port; < ")
          .contains(target + " > reset; RESET_BY_SERVER")
          .contains(" < waited for; CLOSED_BY_SERVER");
    }
  }

  private static String without(String prefix, String text) {
    return text.lines()
        .filter(line -> !line.startsWith(prefix))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
