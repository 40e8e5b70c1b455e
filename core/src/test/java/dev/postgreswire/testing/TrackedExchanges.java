package dev.postgreswire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.MessageFacts;
import dev.postgreswire.recording.MessageTracker;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Follows a recording forward, and compares what comes of it with the recording's exchanges. */
public final class TrackedExchanges implements RecordingListener {
  private final MessageTracker tracker = new MessageTracker();
  private final Map<Integer, List<MessageFacts>> facts = new TreeMap<>();

  /** Returns what a tracker tells of the messages of {@code recording}, by connection. */
  public static Map<Integer, List<MessageFacts>> of(Recording recording) {
    TrackedExchanges tracked = new TrackedExchanges();
    try {
      recording.replayTo(tracked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tracked.facts;
  }

  /** Checks that a tracker comes to the same exchanges as {@code recording} has. */
  public static void check(Recording recording) {
    Map<Integer, List<MessageFacts>> facts = of(recording);
    for (RecordedConnection connection : recording.connections()) {
      check(connection.exchanges(), facts.getOrDefault(connection.id(), List.of()));
    }
  }

  private static void check(List<Exchange> exchanges, List<MessageFacts> facts) {
    Map<Integer, Integer> absorbed = absorbed(facts);
    Map<Integer, List<MessageFacts>> byExchange = new TreeMap<>();
    for (MessageFacts fact : facts) {
      int exchange = fact.exchange();
      while (absorbed.containsKey(exchange)) {
        exchange = absorbed.get(exchange);
      }
      byExchange.computeIfAbsent(exchange, number -> new ArrayList<>()).add(fact);
    }
    assertThat(byExchange.values().stream().map(TrackedExchanges::indexes).toList())
        .isEqualTo(exchanges.stream().map(e -> indexesOf(e.messages())).toList());
    List<List<MessageFacts>> all = List.copyOf(byExchange.values());
    for (int i = 0; i < exchanges.size(); i++) {
      check(exchanges.get(i), all.get(i));
    }
  }

  private static Map<Integer, Integer> absorbed(List<MessageFacts> facts) {
    Map<Integer, Integer> absorbed = new HashMap<>();
    for (MessageFacts fact : facts) {
      fact.absorbed().forEach(other -> absorbed.put(other, fact.exchange()));
    }
    return absorbed;
  }

  private static void check(Exchange exchange, List<MessageFacts> facts) {
    assertThat(facts.get(0).kind()).isEqualTo(exchange.kind());
    MessageFacts last = facts.get(facts.size() - 1);
    if (last.roundTrip().isPresent()) {
      assertThat(last.roundTrip()).isEqualTo(exchange.duration());
    } else {
      boolean answered = exchange.isComplete() && exchange.status().isPresent();
      assertThat(answered && last.message().message() instanceof ReadyForQuery).isFalse();
    }
  }

  private static List<Integer> indexes(List<MessageFacts> facts) {
    return facts.stream().map(fact -> fact.message().index()).toList();
  }

  private static List<Integer> indexesOf(List<RecordedMessage> messages) {
    return messages.stream().map(RecordedMessage::index).toList();
  }

  @Override
  public void continued(ConnectionContinued connection) {
    tracker.take(connection);
  }

  @Override
  public void message(RecordedMessage message) {
    facts
        .computeIfAbsent(message.connectionId(), id -> new ArrayList<>())
        .add(tracker.take(message));
  }
}
