package dev.postgreswire.report;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;

import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import java.util.Random;

/** Recordings that the page is tried with. */
final class PageSessions {
  private PageSessions() {}

  static Recording of(WireScript... scripts) {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 28));
    try (Window window = recorder.openWindow("page")) {
      List.of(scripts).forEach(script -> script.playOn(recorder));
      return window.recording();
    }
  }

  /** Four connections of what pgbench does, with an error now and then: {@code messages} in all. */
  static Recording pgbench(int messages) {
    WireScript[] scripts = new WireScript[4];
    for (int i = 0; i < scripts.length; i++) {
      scripts[i] = client(messages / scripts.length, new Random(i));
    }
    return of(scripts);
  }

  private static WireScript client(int messages, Random random) {
    WireScript script = WireScript.session();
    int sent = 6;
    for (int transaction = 0; sent < messages - 71; transaction++) {
      String account = Integer.toString(random.nextInt(100_000));
      String delta = Integer.toString(random.nextInt(10_000) - 5000);
      script.client(query("begin")).server(tag("BEGIN"), IN_BLOCK);
      update(
          script,
          "update pgbench_accounts set abalance = abalance + $1 where aid = $2",
          delta,
          account);
      select(script, account, Integer.toString(random.nextInt(1_000_000)));
      update(
          script, "update pgbench_tellers set tbalance = tbalance + $1 where tid = $2", delta, "7");
      update(
          script,
          "update pgbench_branches set bbalance = bbalance + $1 where bid = $2",
          delta,
          "1");
      update(script, "insert into pgbench_history (tid, delta) values ($1, $2)", "7", delta);
      sent += 46;
      if (transaction % 500 == 250) {
        script
            .client(query("insert into pgbench_branches values (1)"))
            .server(
                error(
                    "23505",
                    "duplicate key value violates unique constraint \"pgbench_branches_pkey\""),
                IDLE);
        sent += 3;
      } else {
        script.client(query("end")).server(tag("COMMIT"), IDLE);
        sent += 3;
      }
    }
    while (sent < messages) {
      script.client(query(";")).server(IDLE);
      sent += 2;
    }
    return script;
  }

  private static void update(WireScript script, String sql, String... parameters) {
    script.client(parse("", sql, 23, 23), bind("", parameters), execute(), SYNC);
    script.server(PARSED, BOUND, tag("UPDATE 1"), IN_BLOCK);
  }

  private static void select(WireScript script, String account, String balance) {
    script.client(
        parse("", "select abalance from pgbench_accounts where aid = $1", 23),
        bind("", account),
        describePortal(""),
        execute(),
        SYNC);
    script.server(PARSED, BOUND, columns("abalance"), row(balance), tag("SELECT 1"), IN_BLOCK);
  }
}
