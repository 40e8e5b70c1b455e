package dev.postgreswire.recording;

import dev.postgreswire.recording.filter.Filter;
import dev.postgreswire.recording.filter.FilterSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which messages to look at: those that fit an expression such as {@code pgsql.query contains
 * "orders" and rtt > 5ms}. The grammar is that of {@link Filter}, and of the page. Secrets are
 * masked before they are compared: a filter does not find out a password.
 */
public final class MessageFilter {
  private final Filter filter;

  private MessageFilter(Filter filter) {
    this.filter = filter;
  }

  /**
   * Returns the filter that {@code expression} says.
   *
   * @throws FilterSyntaxException when it is none: its message shows where, and what to write
   */
  public static MessageFilter parse(String expression) {
    return new MessageFilter(Filter.parse(expression));
  }

  /** Returns whether a message fits. */
  public boolean matches(MessageFacts facts) {
    return filter.matches(new MessageValues(facts));
  }

  /** Returns the messages of a recording that fit, in the order of time. */
  List<RecordedMessage> of(Recording recording) {
    List<RecordedMessage> fitting = new ArrayList<>();
    RecordingListener collecting =
        new RecordingListener() {
          @Override
          public void message(RecordedMessage message) {
            fitting.add(message);
          }
        };
    try {
      recording.replayTo(over(collecting));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(fitting);
  }

  /**
   * Returns a listener that passes on to {@code listener} the messages that fit, each with its
   * bytes, decrypted, and of the connections that have such a message how they opened, what was
   * noted, and how they ended. Other bytes and the secrets of TLS are not passed on.
   */
  public RecordingListener over(RecordingListener listener) {
    return new FilteringListener(this, listener);
  }

  /** Returns the expression. */
  @Override
  public String toString() {
    return filter.toString();
  }
}
