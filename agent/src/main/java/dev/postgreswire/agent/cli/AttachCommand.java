package dev.postgreswire.agent.cli;

import dev.postgreswire.agent.AgentOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the agent into a JVM that runs. */
@Command(
    name = "attach",
    header = "Record what a running JVM says to PostgreSQL.",
    description = {
      "Puts the agent into a JVM on this machine, which stays there until that JVM ends. Nothing"
          + " of its configuration changes. Connections that are open already are recorded from"
          + " the first message that is certain to be one; those that open later, as a whole.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Without an output the agent waits for a recorder within that JVM, such as the JUnit"
          + " extension. Files are written by that JVM, and can be read while it runs.",
      "",
      "From JDK 21 on the JVM prints a warning of its own about agents that are loaded"
          + " dynamically; started with -XX:+EnableDynamicAgentLoading it does not.",
      "",
      "Examples:",
      "",
      "Find the JVM and record it:",
      "  jps -l",
      "  java -jar postgres-wire-agent.jar attach 4711 --out recording",
      "",
      "In a container, where the JDK has to be there too:",
      "  docker cp postgres-wire-agent.jar billing:/tmp/",
      "  docker exec billing \\",
      "      java -jar /tmp/postgres-wire-agent.jar attach 1 --out /tmp/recording"
    })
final class AttachCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PID",
      description = "The JVM's process id, as 'jps -l' or 'ps' prints it.")
  private long pid;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Have all formats written into this folder: trace.txt, messages.jsonl,"
              + " recording.pcapng and, when that JVM ends, recording.html.")
  private String out;

  @Option(names = "--trace", paramLabel = "FILE", description = "Have a line a message written.")
  private String trace;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Have an object of JSON a line written.")
  private String json;

  @Option(
      names = "--pcapng",
      paramLabel = "FILE",
      description = "Have a capture for Wireshark written, with the secrets of its TLS sessions.")
  private String pcapng;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Have a page for a browser written when that JVM ends.")
  private String html;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description =
          "A server that is known to be PostgreSQL; for each one of them. It need not be said:"
              + " connections are recognised by their first bytes.")
  private List<String> targets = List.of();

  @Option(
      names = "--route",
      paramLabel = "ROUTE",
      description =
          "How bytes are got at: loopback, through a relay in that JVM (the default), or tap, where"
              + " the application reads and writes its sockets.")
  private String route;

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      description = "How much may wait to be written, such as 64MB.")
  private String limit;

  AttachCommand() {}

  @Override
  public void run() {
    AgentOptions options = options();
    String what = RunningJvm.of(pid).attach(AgentFile.ofThis(), options.text());
    spec.commandLine()
        .getOut()
        .println(
            "attached to %s; %s"
                .formatted(
                    what,
                    options.hasOutputs()
                        ? "it writes what it says to PostgreSQL from now on"
                        : "the agent waits for a recorder in it, and writes nothing"));
  }

  private AgentOptions options() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    put(given, "out", out);
    put(given, "trace", trace);
    put(given, "json", json);
    put(given, "pcapng", pcapng);
    put(given, "html", html);
    given.put("target", targets);
    put(given, "route", route);
    put(given, "limit", limit);
    try {
      // That JVM may be in another folder.
      return AgentOptions.of(given).withAbsolutePaths();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void put(Map<String, List<String>> given, String key, String value) {
    if ("-".equals(value)) {
      throw new ParameterException(
          spec.commandLine(), "--" + key + " -: that JVM has its own standard output; name a file");
    }
    if (value != null) {
      given.put(key, List.of(value));
    }
  }
}
