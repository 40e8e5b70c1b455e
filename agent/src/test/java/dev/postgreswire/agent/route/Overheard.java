package dev.postgreswire.agent.route;

import dev.postgreswire.agent.boot.Link;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** What the agent of this JVM tells of connections, as text. Without an agent it stays empty. */
final class Overheard implements BiFunction<String, Object[], Object> {
  private final List<Connection> connections = new CopyOnWriteArrayList<>();

  static Overheard begin() {
    Overheard overheard = new Overheard();
    if (Link.agent() != null) {
      Object unused = Link.agent().apply("register", new Object[] {overheard});
    }
    return overheard;
  }

  @Override
  public Object apply(String what, Object[] told) {
    if (!what.equals("opened")) {
      return null;
    }
    Connection connection = new Connection(told[0] + " by " + told[2]);
    connections.add(connection);
    return connection;
  }

  /** Prints a line a connection: where to, by whom, and what was said. */
  void print() {
    if (Link.agent() != null) {
      Object pending = Link.agent().apply("drain", new Object[] {Duration.ofMinutes(5)});
      System.out.println("recorded: pending " + pending);
    }
    connections.forEach(connection -> System.out.println("recorded: " + connection));
  }

  private static final class Connection implements BiFunction<String, Object[], Object> {
    private final StringBuilder text;

    Connection(String text) {
      this.text = new StringBuilder(text);
    }

    @Override
    public synchronized Object apply(String event, Object[] of) {
      if (event.equals("bytes")) {
        text.append((Boolean) of[0] ? " > " : " < ");
        text.append(StandardCharsets.US_ASCII.decode(((ByteBuffer) of[1]).duplicate()));
      } else if (event.equals("closed")) {
        text.append(' ').append(of[0]);
      }
      return null;
    }

    @Override
    public synchronized String toString() {
      return text.toString().replace('\n', ';');
    }
  }
}
