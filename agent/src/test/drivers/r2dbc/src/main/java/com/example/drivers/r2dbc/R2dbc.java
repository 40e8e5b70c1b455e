package com.example.drivers.r2dbc;

import com.example.drivers.Application;
import com.example.drivers.Cell;
import com.example.drivers.Driver;
import com.example.drivers.Session;
import com.example.drivers.Target;
import com.example.drivers.Tls;
import io.netty.handler.ssl.SslProvider;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.postgresql.client.SSLNegotiation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An application of r2dbc-postgresql. */
public final class R2dbc implements Driver {
  private final Map<String, Loops> loops = new ConcurrentHashMap<>();

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Application.run(new R2dbc(), arguments);
  }

  @Override
  public Session open(Cell cell, Target target) throws Exception {
    Loops loop = loops.computeIfAbsent(cell.transport(), Loops::of);
    PostgresqlConnectionConfiguration.Builder builder =
        PostgresqlConnectionConfiguration.builder()
            .username(target.user())
            .password(target.password())
            .database(target.database())
            .applicationName(cell.name())
            .connectTimeout(Duration.ofMillis(target.connectMillis()))
            .loopResources(loop);
    if (cell.isUnix()) {
      builder.socket("/tmp/.s.PGSQL." + target.port());
    } else {
      builder.host(target.host()).port(target.port());
      secure(builder, cell, target);
    }
    PostgresqlConnectionFactory factory = new PostgresqlConnectionFactory(builder.build());
    return new R2dbcSession(factory.create().toFuture().get(), loop.last());
  }

  private static void secure(
      PostgresqlConnectionConfiguration.Builder builder, Cell cell, Target target) {
    switch (cell.tls()) {
      case OFF -> builder.sslMode(SSLMode.DISABLE);
      case REQUIRE -> builder.sslMode(SSLMode.REQUIRE);
      case VERIFY_FULL -> builder.sslMode(SSLMode.VERIFY_FULL);
      case DIRECT -> builder.sslMode(SSLMode.VERIFY_FULL).sslNegotiation(SSLNegotiation.DIRECT);
    }
    if (cell.tls() != Tls.OFF && cell.tls() != Tls.REQUIRE) {
      builder.sslRootCert(target.authority().toString());
    }
    SslProvider provider =
        cell.options().contains("openssl") ? SslProvider.OPENSSL : SslProvider.JDK;
    builder.sslContextBuilderCustomizer(context -> context.sslProvider(provider));
  }

  @Override
  public void close() {
    loops.values().forEach(Loops::dispose);
  }
}
