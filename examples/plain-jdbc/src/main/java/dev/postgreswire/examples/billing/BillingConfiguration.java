package dev.postgreswire.examples.billing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * What the application is told from outside.
 *
 * @param jdbcUrl where the database is, with the user and everything else that the driver needs
 * @param poolSize how many connections it may have
 */
public record BillingConfiguration(String jdbcUrl, int poolSize) {
  /** The default: one connection, which opens when it is needed. */
  public static BillingConfiguration of(String jdbcUrl) {
    return new BillingConfiguration(jdbcUrl, 1);
  }

  /** Opens the pool. */
  public HikariDataSource openPool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("billing");
    config.setJdbcUrl(jdbcUrl);
    config.addDataSourceProperty("ApplicationName", "billing");
    config.setMaximumPoolSize(poolSize);
    return new HikariDataSource(config);
  }
}
