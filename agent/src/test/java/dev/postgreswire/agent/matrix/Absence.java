package dev.postgreswire.agent.matrix;

import static dev.postgreswire.agent.matrix.DriverApplication.JASYNC;
import static dev.postgreswire.agent.matrix.DriverApplication.PGJDBC;
import static dev.postgreswire.agent.matrix.DriverApplication.PGJDBC_NG;
import static dev.postgreswire.agent.matrix.DriverApplication.R2DBC;
import static dev.postgreswire.agent.matrix.DriverApplication.VERTX;

import java.util.List;
import java.util.Set;

/**
 * Why a part of the matrix is empty.
 *
 * @param driver the driver
 * @param transports what it does not have of transports
 * @param tls what it does not have of TLS
 * @param reason why
 */
record Absence(DriverApplication driver, Set<String> transports, Set<Tls> tls, String reason) {
  /** All there are. */
  static final List<Absence> ALL =
      List.of(
          transports(PGJDBC, "uses java.net.Socket and nothing else", "nio", "epoll", "io_uring"),
          transports(R2DBC, "is on reactor-netty, which has no blocking transport", "socket"),
          transports(VERTX, "is on Vert.x, which has no blocking transport", "socket"),
          transports(PGJDBC_NG, "knows OIO, NIO, epoll and kqueue of Netty 4.1", "io_uring"),
          transports(JASYNC, "knows NIO, epoll and kqueue of Netty 4.1", "socket", "io_uring"),
          noDirectTls(VERTX),
          noDirectTls(PGJDBC_NG),
          noDirectTls(JASYNC));

  private static Absence transports(DriverApplication driver, String reason, String... names) {
    return new Absence(driver, Set.of(names), Set.of(), reason);
  }

  private static Absence noDirectTls(DriverApplication driver) {
    return new Absence(
        driver, Set.of(), Set.of(Tls.DIRECT), "always asks by SSLRequest before it speaks TLS");
  }

  boolean explains(Cell cell) {
    return driver == cell.driver()
        && (transports.contains(cell.transport()) || tls.contains(cell.tls()));
  }
}
