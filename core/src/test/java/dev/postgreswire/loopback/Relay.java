package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A loopback under test, before a server of the test's, with a witness for each connection. */
final class Relay implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
  private final Loopback loopback;

  private Relay(
      InetSocketAddress server,
      LoopbackOptions options,
      Resolver resolver,
      BiFunction<Recorder, ConnectionOrigin, Witness> witness)
      throws IOException {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    loopback =
        Loopback.open(
            server, origin -> remember(witness.apply(recorder, origin)), options, resolver);
  }

  static Relay to(ServerSocket server) throws IOException {
    return to(server, Witness::new);
  }

  static Relay to(ServerSocket server, BiFunction<Recorder, ConnectionOrigin, Witness> witness)
      throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    return new Relay(address, LoopbackOptions.defaults(), Resolver.SYSTEM, witness);
  }

  static Relay to(ServerSocket server, LoopbackOptions options) throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    return new Relay(address, options, Resolver.SYSTEM, Witness::new);
  }

  static Relay to(String host, int port) throws IOException {
    return to(host, port, Resolver.SYSTEM);
  }

  static Relay to(String host, int port, Resolver resolver) throws IOException {
    return new Relay(
        InetSocketAddress.createUnresolved(host, port),
        LoopbackOptions.defaults(),
        resolver,
        Witness::new);
  }

  /** A server on a free port, whose clients wait until the test accepts them. */
  static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
  }

  /** Connects a client, whose reads give up after a while. */
  Socket connect() throws IOException {
    Socket client = new Socket();
    client.setTcpNoDelay(true);
    client.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    client.connect(address());
    return client;
  }

  SocketAddress address() {
    return loopback.address();
  }

  Loopback loopback() {
    return loopback;
  }

  void drain() {
    loopback.drain(PATIENCE);
  }

  /** The witness of the first, or only, connection. It is there once the loopback has accepted. */
  Witness witness() {
    drain();
    return witnesses.get(0);
  }

  List<Witness> witnesses() {
    return witnesses;
  }

  /** Accepts what the loopback dialled; reads give up after a while. */
  static Socket accept(ServerSocket server) throws IOException {
    server.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    Socket accepted = server.accept();
    accepted.setTcpNoDelay(true);
    accepted.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    return accepted;
  }

  /** Closes a socket that a try statement will close again. */
  static void hangUp(Socket socket) throws IOException {
    socket.close();
  }

  /** Closes a socket so that the peer sees a reset. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    loopback.close();
  }

  private Witness remember(Witness witness) {
    witnesses.add(witness);
    return witness;
  }

  /** Whether reading says that the connection was reset. */
  static boolean seesReset(Socket socket) throws IOException {
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return e.getMessage().contains("reset");
    }
  }
}
