package dev.postgreswire.loopback;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * How a {@link Loopback} works.
 *
 * @param listen the address to listen on, a loopback address; port 0 picks a free one
 * @param barrierLimit how many bytes of one connection's client {@link Loopback#drain} may read
 *     ahead of a server that does not take them, in bytes
 * @param termination how TLS ends here; empty when it passes through
 * @param origination how TLS begins here for clients that do without; empty when they do without to
 *     the server, too
 */
public record LoopbackOptions(
    InetSocketAddress listen,
    int barrierLimit,
    Optional<TlsTermination> termination,
    Optional<TlsToServer> origination) {

  /** 8 MiB. */
  public static final int DEFAULT_BARRIER_LIMIT = 8 << 20;

  private static final byte[] LOCALHOST = {127, 0, 0, 1};

  /** Checks that only this machine will be able to connect. */
  public LoopbackOptions {
    if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          listen + " is not a loopback address; listen on 127.0.0.1, [::1] or localhost");
    }
    if (barrierLimit < 1) {
      throw new IllegalArgumentException("a barrier limit of " + barrierLimit + " bytes");
    }
  }

  /** Returns the options that listen on a free port of 127.0.0.1. */
  public static LoopbackOptions defaults() {
    try {
      InetAddress localhost = InetAddress.getByAddress(LOCALHOST);
      return new LoopbackOptions(
          new InetSocketAddress(localhost, 0),
          DEFAULT_BARRIER_LIMIT,
          Optional.empty(),
          Optional.empty());
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  /** Returns these options with another address to listen on. */
  public LoopbackOptions withListen(InetSocketAddress address) {
    return new LoopbackOptions(address, barrierLimit, termination, origination);
  }

  /** Returns these options with another limit for what a barrier may read ahead, in bytes. */
  public LoopbackOptions withBarrierLimit(int bytes) {
    return new LoopbackOptions(listen, bytes, termination, origination);
  }

  /** Returns these options with TLS that ends here. */
  public LoopbackOptions withTermination(TlsTermination tls) {
    return new LoopbackOptions(listen, barrierLimit, Optional.of(tls), Optional.empty());
  }

  /** Returns these options with TLS that begins here. */
  public LoopbackOptions withOrigination(TlsToServer tls) {
    return new LoopbackOptions(listen, barrierLimit, Optional.empty(), Optional.of(tls));
  }
}
