package com.example.drivers.jasync;

import com.example.drivers.Application;
import com.example.drivers.Cell;
import com.example.drivers.Driver;
import com.example.drivers.Session;
import com.example.drivers.Target;
import com.github.jasync.sql.db.Configuration;
import com.github.jasync.sql.db.SSLConfiguration;
import com.github.jasync.sql.db.postgresql.PostgreSQLConnection;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An application of jasync. */
public final class Jasync implements Driver {
  private static final int LARGEST_MESSAGE = 16_777_216;

  private final Map<String, EventLoopGroup> loops = new ConcurrentHashMap<>();

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Application.run(new Jasync(), arguments);
  }

  @Override
  public Session open(Cell cell, Target target) throws Exception {
    Executor inPlace = Runnable::run;
    Configuration configuration =
        new Configuration(
            target.user(),
            target.host(),
            target.port(),
            target.password(),
            target.database(),
            tls(cell, target),
            StandardCharsets.UTF_8,
            LARGEST_MESSAGE,
            PooledByteBufAllocator.DEFAULT,
            target.connectMillis(),
            null,
            cell.name(),
            List.of(),
            loops.computeIfAbsent(cell.transport(), Jasync::loop),
            inPlace,
            null,
            null,
            null,
            null);
    return new JasyncSession(new PostgreSQLConnection(configuration).connect().get());
  }

  private static SSLConfiguration tls(Cell cell, Target target) {
    return switch (cell.tls()) {
      case OFF -> new SSLConfiguration(SSLConfiguration.Mode.Disable, null, null, null);
      case REQUIRE -> new SSLConfiguration(SSLConfiguration.Mode.Require, null, null, null);
      case VERIFY_FULL ->
          new SSLConfiguration(
              SSLConfiguration.Mode.VerifyFull, target.authority().toFile(), null, null);
      case DIRECT -> throw new IllegalArgumentException("not known to this driver");
    };
  }

  private static EventLoopGroup loop(String transport) {
    return switch (transport) {
      case "nio" -> new NioEventLoopGroup(1);
      case "epoll" -> new EpollEventLoopGroup(1);
      default -> throw new IllegalArgumentException(transport);
    };
  }

  @Override
  public void close() {
    loops
        .values()
        .forEach(loop -> loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly());
  }
}
