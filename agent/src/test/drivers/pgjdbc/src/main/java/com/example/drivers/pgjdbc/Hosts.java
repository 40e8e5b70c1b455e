package com.example.drivers.pgjdbc;

import com.example.drivers.Report;
import com.example.drivers.Session;
import com.example.drivers.Target;
import java.util.List;
import java.util.Properties;

/** URLs with more than one host: the first that will do is taken. */
final class Hosts {
  private static final List<String> TYPES =
      List.of("any", "primary", "secondary", "preferSecondary", "preferPrimary");

  private final Properties settings;
  private final Target target;
  private final Report report;

  Hosts(Properties settings, Target target, Report report) {
    this.settings = settings;
    this.target = target;
    this.report = report;
  }

  void choose() {
    String server = target.host() + ":" + target.port();
    String refusing = target.host() + ":" + settings.getProperty("refusing");
    String closing = target.host() + ":" + settings.getProperty("closing");
    for (String type : TYPES) {
      open("multi-host/" + type, refusing + "," + closing + "," + server, type);
    }
    open("multi-host/nobody", refusing + "," + closing, "any");
  }

  private void open(String name, String hosts, String type) {
    Properties properties = Pgjdbc.properties("pgjdbc/" + name, target);
    properties.setProperty("sslmode", "disable");
    properties.setProperty("targetServerType", type);
    // Asks each host again, rather than to remember what became of it.
    properties.setProperty("hostRecheckSeconds", "0");
    report.print(
        "pgjdbc/" + name,
        () -> {
          try (Session session = Pgjdbc.open(hosts, target, properties)) {
            return session.remoteAddress() + " " + sayName(session, name);
          }
        });
  }

  private static List<String> sayName(Session session, String name) throws Exception {
    return session.query("select ?::text", "pgjdbc/" + name);
  }
}
