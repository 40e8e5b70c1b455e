package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * One session, seen by the proxy, by dumpcap at the server's port, and read back from the proxy's
 * own capture: by us and by tshark. All have the same messages with the same lengths.
 */
class AgreementIT {
  private static final TestServer SERVER = TestServer.current();

  private static final String PSQL_SCRIPT =
      """
      select 1;
      select 'ä€😀' as "größe", null from generate_series(1, 3);
      select nope;
      do $$ begin raise notice 'watch out'; end $$;
      create temp table t (a int, b text);
      copy t from stdin;
      1\tx
      2\t\\N
      \\.
      copy t to stdout;
      select a from t \\; select count(*) from t;
      ;
      listen events; notify events, 'now';
      """;

  private static final Pattern MESSAGE =
      Pattern.compile(
          "\\{\"connection\":(\\d+),\"index\":\\d+,\"time\":\"[^\"]*\",\"direction\":\"(.)\","
              + "\"type\":\"(\\w+)\",\"length\":(\\d+).*");

  @TempDir Path folder;

  @Test
  void inPlaintext() throws Exception {
    play("disable", null);
    assertAllAgree(null);
  }

  @Test
  void inTls() throws Exception {
    Path keyLog = folder.resolve("keys.log");
    play("require", keyLog);
    assertAllAgree(keyLog);
  }

  private void play(String sslMode, Path keyLog) throws Exception {
    List<String> options = new ArrayList<>(List.of("--out", folder.toString()));
    options.addAll(List.of("--server", "127.0.0.1:" + SERVER.port()));
    if (keyLog != null) {
      options.addAll(List.of("--keylog", keyLog.toString()));
    }
    try (Tshark.Sniffer sniffer = Tshark.sniff(SERVER.port(), folder.resolve("sniffed.pcapng"));
        AgentJar.RunningProxy proxy = AgentJar.proxy(options.toArray(String[]::new))) {
      psql(proxy, sslMode, keyLog);
      if (keyLog == null) {
        pgjdbc(proxy);
      }
      assertThat(proxy.stop().status()).isZero();
      sniffer.awaitEnds(keyLog == null ? 2 : 1);
    }
  }

  private void psql(AgentJar.RunningProxy proxy, String sslMode, Path keyLog) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PGPASSWORD", TestRole.SCRAM.password().orElseThrow());
    environment.put("PGSSLMODE", sslMode);
    environment.put("PGCLIENTENCODING", "UTF8");
    String more = "";
    if (keyLog != null) {
      environment.put("LD_LIBRARY_PATH", SERVER.libDir().toString());
      more = " sslkeylogfile=" + keyLog;
    }
    Path script = Files.writeString(folder.resolve("script.sql"), PSQL_SCRIPT);
    Tool.find("psql", "Debian's package postgresql-client")
        .run(
            environment,
            "-Xq",
            "-f" + script,
            "host=%s port=%s user=%s dbname=%s%s"
                .formatted(
                    proxy.host(), proxy.port(), TestRole.SCRAM.userName(), SERVER.database(), more))
        .output();
  }

  /** The extended protocol, function calls by large objects, portals that are suspended. */
  private static void pgjdbc(AgentJar.RunningProxy proxy) throws Exception {
    String url =
        SERVER.jdbcUrl(
            proxy.host(), Integer.parseInt(proxy.port()), TestRole.SCRAM, "sslmode=disable");
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement("select i, ? from generate_series(1, 10) i")) {
        statement.setFetchSize(3);
        statement.setString(1, "text");
        for (int i = 0; i < 7; i++) {
          statement.executeQuery().close();
        }
      }
      connection.unwrap(PGConnection.class).getLargeObjectAPI().createLO();
      try (Statement statement = connection.createStatement()) {
        statement.execute("");
      }
      connection.rollback();
    }
  }

  private void assertAllAgree(Path keyLog) throws IOException {
    List<String> proxied = messages(Files.readString(folder.resolve("messages.jsonl")));
    assertThat(proxied).hasSizeGreaterThan(50);

    assertThat(withoutProofs(messages(decode("recording.pcapng", null))))
        .isEqualTo(withoutProofs(proxied));
    assertThat(messages(decode("sniffed.pcapng", keyLog))).isEqualTo(proxied);

    List<List<String>> expected = asTsharkLists(proxied);
    assertThat(Tshark.messages(folder.resolve("recording.pcapng"), SERVER.port(), null))
        .isEqualTo(expected);
    assertThat(Tshark.messages(folder.resolve("sniffed.pcapng"), SERVER.port(), keyLog))
        .isEqualTo(expected);
  }

  private String decode(String capture, Path keyLog) {
    String file = folder.resolve(capture).toString();
    return (keyLog == null
            ? AgentJar.run("decode", file, "--format", "json")
            : AgentJar.run("decode", file, "--format", "json", "--keylog", keyLog.toString()))
        .output();
  }

  /** Returns the lines that are messages, without the time, in which sniffers differ. */
  private static List<String> messages(String jsonLines) {
    return jsonLines
        .lines()
        .filter(line -> line.contains("\"type\":"))
        .map(line -> line.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"\""))
        .toList();
  }

  /** Asterisks in the place of a proof are no SCRAM, so that nothing can be told of the rest. */
  private static List<String> withoutProofs(List<String> messages) {
    return messages.stream()
        .map(
            line ->
                line.matches(".*\"type\":\"(SASLResponse|AuthenticationSASLFinal)\".*")
                    ? line.replaceFirst("\"data\":.*", "")
                    : line)
        .toList();
  }

  private static List<List<String>> asTsharkLists(List<String> messages) {
    List<List<String>> lists = new ArrayList<>();
    for (String line : messages) {
      Matcher matcher = MESSAGE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      boolean frontend = matcher.group(2).equals("F");
      int index = 2 * (Integer.parseInt(matcher.group(1)) - 1) + (frontend ? 0 : 1);
      while (lists.size() <= index + (frontend ? 1 : 0)) {
        lists.add(new ArrayList<>());
      }
      lists
          .get(index)
          .addAll(Tshark.expected(matcher.group(2), matcher.group(3), matcher.group(4)));
    }
    return lists;
  }
}
