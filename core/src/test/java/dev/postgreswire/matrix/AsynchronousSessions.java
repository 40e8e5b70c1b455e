package dev.postgreswire.matrix;

import static dev.postgreswire.matrix.QuerySessions.expectFailure;

import dev.postgreswire.testing.Await;
import dev.postgreswire.testing.TestRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.postgresql.PGConnection;

/** Sessions in which the server speaks unasked, or is interrupted. */
final class AsynchronousSessions {
  private AsynchronousSessions() {}

  static void listenNotify(Route route) throws SQLException {
    try (Connection listener = route.connect();
        Connection notifier = route.connect();
        Statement listen = listener.createStatement();
        Statement notify = notifier.createStatement()) {
      listen.execute("listen matrix_pets");
      notify.execute("notify matrix_pets, 'Rex'");
      notify.execute("select pg_notify('matrix_pets', 'Grüße')");
      listener.unwrap(PGConnection.class).getNotifications(300_000);
      listen.execute("notify matrix_pets");
      listen.execute("unlisten *");
    }
  }

  static void cancel(Route route) throws SQLException, ExecutionException, InterruptedException {
    try (Connection connection = route.connect();
        Statement statement = connection.createStatement();
        Connection observer = route.server().connect(TestRole.ADMIN);
        Statement look = observer.createStatement()) {
      int pid = connection.unwrap(PGConnection.class).getBackendPID();
      FutureTask<Void> canceller =
          new FutureTask<>(
              () -> {
                Await.until("it sleeps", () -> isSleeping(look, pid));
                statement.cancel();
                return null;
              });
      Thread thread = new Thread(canceller, "canceller");
      thread.start();
      expectFailure("57014", () -> statement.execute("select pg_sleep(60)"));
      canceller.get();
      statement.execute("select 1");
    }
  }

  private static boolean isSleeping(Statement look, int pid) throws SQLException {
    try (ResultSet found =
        look.executeQuery(
            "select 1 from pg_stat_activity where wait_event = 'PgSleep' and pid = " + pid)) {
      return found.next();
    }
  }
}
