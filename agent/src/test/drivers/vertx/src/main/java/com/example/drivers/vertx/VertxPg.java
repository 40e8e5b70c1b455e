package com.example.drivers.vertx;

import com.example.drivers.Application;
import com.example.drivers.Cell;
import com.example.drivers.Driver;
import com.example.drivers.Session;
import com.example.drivers.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.transport.Transport;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** An application of vertx-pg-client. */
public final class VertxPg implements Driver {
  private final Map<String, Vertx> vertx = new ConcurrentHashMap<>();

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Application.run(new VertxPg(), arguments);
  }

  @Override
  public Session open(Cell cell, Target target) throws Exception {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(cell.isUnix() ? "/tmp" : target.host())
            .setPort(target.port())
            .setUser(target.user())
            .setPassword(target.password())
            .setDatabase(target.database())
            .setCachePreparedStatements(true)
            .setProperties(Map.of("application_name", cell.name()));
    secure(options, cell, target);
    Pool pool =
        PgBuilder.pool()
            .with(new NetClientOptions().setConnectTimeout(target.connectMillis()))
            .with(new PoolOptions().setMaxSize(1))
            .connectingTo(options)
            .using(vertx(cell.transport()))
            .build();
    try {
      return new VertxSession(pool, await(pool.getConnection()));
    } catch (CompletionException e) {
      await(pool.close());
      throw e;
    }
  }

  private static void secure(PgConnectOptions options, Cell cell, Target target) {
    ClientSSLOptions tls = new ClientSSLOptions();
    switch (cell.tls()) {
      case OFF -> options.setSslMode(SslMode.DISABLE);
      case REQUIRE -> options.setSslMode(SslMode.REQUIRE).setSslOptions(tls.setTrustAll(true));
      case VERIFY_FULL ->
          options
              .setSslMode(SslMode.VERIFY_FULL)
              .setSslOptions(
                  tls.setHostnameVerificationAlgorithm("HTTPS")
                      .setTrustOptions(
                          new PemTrustOptions().addCertPath(target.authority().toString())));
      case DIRECT -> throw new IllegalArgumentException("not known to this driver");
    }
  }

  private Vertx vertx(String transport) {
    return vertx.computeIfAbsent(
        transport,
        name ->
            Vertx.builder()
                .withTransport(
                    switch (name) {
                      case "nio" -> Transport.NIO;
                      case "epoll", "epoll-unix" -> Transport.EPOLL;
                      case "io_uring" -> Transport.IO_URING;
                      default -> throw new IllegalArgumentException(name);
                    })
                .build());
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    vertx.values().forEach(Vertx::close);
  }
}
