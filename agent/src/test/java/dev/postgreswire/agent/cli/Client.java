package dev.postgreswire.agent.cli;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** A client that is not Java. Each says hello in SQL, by a statement of its own. */
enum Client {
  PSQL("select 'hello from psql' as greeting") {
    @Override
    String run(AgentJar.RunningProxy proxy, String sslMode, Path keyLog) {
      return Tool.find("psql", "Debian's package postgresql-client")
          .run(
              environment(proxy, sslMode, keyLog),
              "-XqAt",
              "-d" + libpq(keyLog),
              "-cselect 'hello from psql' as greeting")
          .output();
    }
  },
  PGBENCH("select 'hello from pgbench' as greeting;") {
    @Override
    String run(AgentJar.RunningProxy proxy, String sslMode, Path keyLog) {
      Path script = copy("greeting.sql");
      return Tool.find("pgbench", "Debian's package postgresql-contrib or postgresql-15")
          .run(
              environment(proxy, sslMode, keyLog),
              "--no-vacuum",
              "--protocol=prepared",
              "--transactions=5",
              "--file=" + script,
              libpq(keyLog))
          .output();
    }
  },
  NODE("select $1::text as greeting") {
    @Override
    String run(AgentJar.RunningProxy proxy, String sslMode, Path keyLog) {
      Tool node = Tool.find("node", "Debian's package nodejs").with("--no-warnings");
      Path session = NodeModules.install().resolve("session.js");
      return (keyLog == null ? node : node.with("--tls-keylog=" + keyLog))
          .run(environment(proxy, sslMode, null), session.toString())
          .output();
    }
  },
  PSYCOPG("select $1::text as greeting") {
    @Override
    String run(AgentJar.RunningProxy proxy, String sslMode, Path keyLog) {
      Tool python = Tool.find("/usr/bin/python3", "Debian's package python3");
      if (python.run("-c", "import psycopg").status() != 0) {
        Tool.missing("psycopg is not installed; it is in Debian's package python3-psycopg");
      }
      return python
          .run(environment(proxy, sslMode, keyLog), copy("session.py").toString(), libpq(keyLog))
          .output();
    }
  };

  private final String sql;

  Client(String sql) {
    this.sql = sql;
  }

  /** The statement, as it goes over the wire. */
  String sql() {
    return sql;
  }

  /**
   * Says hello by way of the proxy, and returns what it prints.
   *
   * @param sslMode libpq's
   * @param keyLog where to log the secrets of TLS; null for nowhere
   */
  abstract String run(AgentJar.RunningProxy proxy, String sslMode, Path keyLog);

  private static Map<String, String> environment(
      AgentJar.RunningProxy proxy, String sslMode, Path keyLog) {
    TestServer server = TestServer.current();
    Map<String, String> environment = new HashMap<>();
    environment.put("PGHOST", proxy.host());
    environment.put("PGPORT", proxy.port());
    environment.put("PGUSER", TestRole.SCRAM.userName());
    environment.put("PGPASSWORD", TestRole.SCRAM.password().orElseThrow());
    environment.put("PGDATABASE", server.database());
    environment.put("PGSSLMODE", sslMode);
    if (keyLog != null) {
      // Debian's libpq is older than 18, the first that can log secrets; the server brought one.
      environment.put("LD_LIBRARY_PATH", server.libDir().toString());
    }
    return environment;
  }

  /** Returns a connection string of libpq, with what there is no variable for. */
  private static String libpq(Path keyLog) {
    String database = "dbname=" + TestServer.current().database();
    return keyLog == null ? database : database + " sslkeylogfile=" + keyLog;
  }

  private static Path copy(String resource) {
    try (InputStream in = Client.class.getResourceAsStream(resource)) {
      Path file = Path.of("target", resource).toAbsolutePath();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
