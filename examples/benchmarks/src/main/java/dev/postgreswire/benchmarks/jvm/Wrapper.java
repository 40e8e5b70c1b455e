package dev.postgreswire.benchmarks.jvm;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.postgresql.ds.PGSimpleDataSource;

/** What stands between the application and the driver. */
enum Wrapper {
  /** Nothing. */
  NONE {
    @Override
    Connection connect(String url) throws SQLException {
      return DriverManager.getConnection(url);
    }
  },

  /** p6spy, which writes each statement to its file, as it does by default. */
  P6SPY {
    @Override
    Connection connect(String url) throws SQLException {
      return DriverManager.getConnection(url.replaceFirst("^jdbc:", "jdbc:p6spy:"));
    }
  },

  /** datasource-proxy, which keeps each execution in memory, as a test of it would need. */
  DATASOURCE_PROXY {
    @Override
    Connection connect(String url) throws SQLException {
      PGSimpleDataSource driver = new PGSimpleDataSource();
      driver.setURL(url);
      DataSource proxy =
          ProxyDataSourceBuilder.create(driver)
              .afterQuery((execution, queries) -> KEPT.addAll(queries))
              .build();
      return proxy.getConnection();
    }

    @Override
    void forget() {
      KEPT.clear();
    }
  };

  /** What datasource-proxy has told. */
  private static final Queue<Object> KEPT = new ConcurrentLinkedQueue<>();

  abstract Connection connect(String url) throws SQLException;

  /** Lets go what was kept of a measurement. */
  void forget() {}
}
