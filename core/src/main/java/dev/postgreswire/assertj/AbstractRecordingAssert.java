package dev.postgreswire.assertj;

import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on all that was recorded. What is asked of a recording in which nothing can be seen
 * fails, and says what to do: nothing seen, nothing proved.
 *
 * @param <S> the class of the assertions itself
 * @param <T> what has the recording
 */
public abstract class AbstractRecordingAssert<S extends AbstractRecordingAssert<S, T>, T>
    extends AbstractAssert<S, T> {
  private Evidence evidence;

  AbstractRecordingAssert(T actual, Class<S> self, Evidence evidence) {
    super(actual, self);
    this.evidence = evidence;
    info.useRepresentation(WireRepresentation.INSTANCE);
  }

  final void useOpener(Opener opener) {
    evidence = evidence.with(opener);
  }

  private Recording recording() {
    return evidence.recording();
  }

  /** Goes on to the statements of the application, those of driver and pool left out. */
  public StatementsAssert statements() {
    return statements(Origin.APPLICATION);
  }

  /** Goes on to the statements of all origins. */
  public StatementsAssert allStatements() {
    return statements(Origin.values());
  }

  /** Goes on to the statements of some origins. */
  public StatementsAssert statements(Origin... origins) {
    Set<Origin> wanted = Set.copyOf(Arrays.asList(origins));
    return statements(recording().statements().stream().filter(s -> wanted.contains(s.origin())));
  }

  private StatementsAssert statements(Stream<Statement> some) {
    return list(StatementsAssert.class, "statements", some.toList(), StatementsAssert::new);
  }

  private StatementsAssert command(String command) {
    return statements(
        recording().statements().stream()
            .filter(statement -> statement.origin() == Origin.APPLICATION)
            .filter(s -> s.command().filter(command::equals).isPresent()));
  }

  /** Goes on to the application's SELECTs by the server's tag; one that failed has no tag. */
  public StatementsAssert selects() {
    return command("SELECT");
  }

  /** Goes on to the application's INSERTs by the server's tag; one that failed has no tag. */
  public StatementsAssert inserts() {
    return command("INSERT");
  }

  /** Goes on to the application's UPDATEs by the server's tag; one that failed has no tag. */
  public StatementsAssert updates() {
    return command("UPDATE");
  }

  /** Goes on to the application's DELETEs by the server's tag; one that failed has no tag. */
  public StatementsAssert deletes() {
    return command("DELETE");
  }

  /**
   * Goes on to the transactions in which the application said something, implicit ones included;
   * {@link #allTransactions()} has those of the driver and the pool alone too.
   */
  public TransactionsAssert transactions() {
    return transactions(
        recording().transactions().stream()
            .filter(AbstractRecordingAssert::isOfTheApplication)
            .toList());
  }

  /** Goes on to all transactions, such as that of a driver's {@code SET} after connecting. */
  public TransactionsAssert allTransactions() {
    return transactions(recording().transactions());
  }

  private TransactionsAssert transactions(List<Transaction> transactions) {
    return list(TransactionsAssert.class, "transactions", transactions, TransactionsAssert::new);
  }

  private static boolean isOfTheApplication(Transaction transaction) {
    return transaction.statements().stream()
        .anyMatch(statement -> statement.origin() == Origin.APPLICATION);
  }

  /**
   * Goes on to the number of round trips: of exchanges that a Query, Sync or FunctionCall ends,
   * save those that only the pool asked for.
   */
  public RoundTripsAssert roundTrips() {
    int count = canBeSeen("round trips") ? RoundTrips.of(recording()).size() : 0;
    RoundTripsAssert next =
        evidence.opener().open(RoundTripsAssert.class, Integer.class, count, RoundTripsAssert::new);
    next.inherit(evidence, info.description(), nothingSaid("round trips"));
    return next;
  }

  /** Goes on to the exchanges of all kinds, that of the startup included. */
  public ExchangesAssert exchanges() {
    return list(ExchangesAssert.class, "exchanges", recording().exchanges(), ExchangesAssert::new);
  }

  /** Goes on to the batches. */
  public BatchesAssert batches() {
    return list(BatchesAssert.class, "batches", recording().batches(), BatchesAssert::new);
  }

  /** Goes on to the errors. */
  public ErrorsAssert errors() {
    return list(ErrorsAssert.class, "errors", recording().errors(), ErrorsAssert::new);
  }

  /** Goes on to the notices. */
  public NoticesAssert notices() {
    return list(NoticesAssert.class, "notices", recording().notices(), NoticesAssert::new);
  }

  /** Goes on to the connections that were open in the window; CancelRequests' are left out. */
  public ConnectionsAssert connections() {
    return connections(recording().connections());
  }

  /** Goes on to the connections that were opened in the window. */
  public ConnectionsAssert openedConnections() {
    return connections(recording().openedConnections());
  }

  private ConnectionsAssert connections(List<RecordedConnection> all) {
    List<RecordedConnection> some = all.stream().filter(c -> !c.isCancelRequest()).toList();
    return listUnless(
        Visibility.whyNoConnections(evidence, "connections"),
        ConnectionsAssert.class,
        some,
        ConnectionsAssert::new);
  }

  /** Verifies that there was one connection, and goes on to it. */
  public ConnectionAssert singleConnection() {
    return connections().singleElement();
  }

  /** Goes on to the data of COPY commands. */
  public CopiesAssert copies() {
    return list(CopiesAssert.class, "copies", recording().copies(), CopiesAssert::new);
  }

  /** Goes on to the notifications that clients received. */
  public NotificationsAssert notifications() {
    return list(
        NotificationsAssert.class,
        "notifications",
        recording().notifications(),
        NotificationsAssert::new);
  }

  /** Goes on to the CancelRequests. */
  public CancellationsAssert cancels() {
    return list(
        CancellationsAssert.class,
        "cancellations",
        recording().cancels(),
        CancellationsAssert::new);
  }

  /** Goes on to the raw messages; their sequence differs between releases of a driver. */
  public MessagesAssert messages() {
    return listUnless(
        Visibility.whyNoConnections(evidence, "messages"),
        MessagesAssert.class,
        recording().messages(),
        MessagesAssert::new);
  }

  /** Verifies how many round trips there were, as {@link #roundTrips()} counts. */
  public S hasRoundTrips(int expected) {
    roundTrips().isEqualTo(expected);
    return myself;
  }

  /** Verifies that there were not more round trips, as {@link #roundTrips()} counts. */
  public S hasAtMostRoundTrips(int most) {
    roundTrips().isLessThanOrEqualTo(most);
    return myself;
  }

  /** Verifies that the application executed no statement, although it had a connection. */
  public S hasNoStatements() {
    statements().isEmpty();
    return myself;
  }

  /**
   * Verifies that no connection came through the recorder, and that none was open. Fails also where
   * there is one that could not be recorded.
   */
  public S hasNoConnections() {
    isNotNull();
    List<RecordedConnection> connections = recording().connections();
    if (!connections.isEmpty()) {
      throw fails("no connections", Kinds.CONNECTION, connections, connections);
    }
    String missed = Visibility.whyNotEvenNone(evidence);
    if (!missed.isEmpty()) {
      throw fails(missed, Optional.empty());
    }
    return myself;
  }

  /**
   * Verifies that the application did not execute the same SQL in two or more round trips, whatever
   * the parameters: what is known as N+1. Statements that travel together in a batch do not count.
   */
  public S hasNoRepeatedStatements() {
    return hasNoRepeatedStatements(2);
  }

  /** Verifies the same, and fails only when the same SQL took {@code times} round trips or more. */
  public S hasNoRepeatedStatements(int times) {
    if (canBeSeen("statements")) {
      List<Statement> statements = recording().statements(Origin.APPLICATION);
      RepeatedStatements repeated =
          RepeatedStatements.find(statements, recording().batches(), times);
      if (!repeated.isEmpty()) {
        throw fails(
            "Expecting no statement in "
                + times
                + " or more round trips but there was"
                + repeated.lines()
                + "\n\n"
                + Report.table(Kinds.STATEMENT, evidence, statements, repeated.places()),
            Places.of(statements.get(Collections.min(repeated.places()))));
      }
    }
    return myself;
  }

  /** Verifies that no transaction is open at the end of the window. */
  public S hasNoOpenTransactions() {
    if (canBeSeen("transactions")) {
      List<Transaction> all = recording().transactions();
      List<Transaction> open =
          all.stream().filter(t -> t.outcome() == Transaction.Outcome.OPEN).toList();
      if (!open.isEmpty()) {
        throw fails("no open transactions", Kinds.TRANSACTION, all, open);
      }
    }
    return myself;
  }

  /** Verifies that every message could be decoded. */
  public S hasNoUndecodedMessages() {
    if (canBeSeen("messages")) {
      List<RecordedMessage> undecoded = recording().undecoded();
      if (!undecoded.isEmpty()) {
        throw fails(
            "Expecting no undecoded messages but there "
                + (undecoded.size() == 1 ? "was 1" : "were " + undecoded.size())
                + undecoded.stream().map(UndecodedText::line).collect(Collectors.joining())
                + "\n\n"
                + Report.table(
                    Kinds.MESSAGE, evidence, undecoded, Report.where(undecoded, each -> true)),
            Places.of(undecoded.get(0)));
      }
    }
    return myself;
  }

  /** Verifies that every exchange has got all of its answer. */
  public S hasNoPendingExchanges() {
    if (canBeSeen("exchanges")) {
      List<Exchange> all = recording().exchanges();
      List<Exchange> pending = all.stream().filter(e -> !e.isComplete()).toList();
      if (!pending.isEmpty()) {
        throw fails("no exchanges without answer", Kinds.EXCHANGE, all, pending);
      }
    }
    return myself;
  }

  /**
   * Verifies that the statements of the application, their transactions and their round trips are
   * those of the snapshot of this test: the file {@code TestClass.method.snapshot} beside it, in
   * {@code src/test/resources} and its package. See {@link Snapshot} for what is in it, and for how
   * to write and to update it.
   */
  public S matchesSnapshot() {
    return matchesSnapshot(Snapshot.statements());
  }

  /** Verifies the same with the snapshot {@code TestClass.method.name.snapshot}. */
  public S matchesSnapshot(String name) {
    return matchesSnapshot(Snapshot.statements().named(name));
  }

  /** Verifies the same with a file; a relative path begins at the module's folder. */
  public S matchesSnapshot(Path file) {
    return matchesSnapshot(Snapshot.statements().in(file));
  }

  /** Verifies that what was recorded is as it was when the snapshot was taken. */
  public S matchesSnapshot(Snapshot snapshot) {
    if (canBeSeen("statements")) {
      SnapshotCheck check = new SnapshotCheck(SnapshotSettings.ofThisRun());
      Optional<String> failure = check.run(snapshot, recording(), evidence.source().wire());
      if (failure.isPresent()) {
        throw fails(failure.get(), Optional.empty());
      }
    }
    return myself;
  }

  private <E> AssertionError fails(
      String wanted, Kind<E, ?> kind, List<E> shown, List<E> offenders) {
    Set<Integer> marked = Report.where(shown, element -> Report.indexOf(offenders, element) >= 0);
    int count = offenders.size();
    return fails(
        "Expecting "
            + wanted
            + " but there "
            + (count == 1 ? "was 1" : "were " + count)
            + "\n\n"
            + Report.table(kind, evidence, shown, marked),
        kind.place().apply(offenders.get(0), evidence));
  }

  private AssertionError fails(String text, Optional<MessagePosition> place) {
    return Failure.of(this, evidence.at(place), text);
  }

  private boolean nothingSaid(String about) {
    return actual == null || !Visibility.whyNothingSaid(evidence, about).isEmpty();
  }

  private boolean canBeSeen(String about) {
    isNotNull();
    String why = Visibility.whyNothingSaid(evidence, about);
    if (!why.isEmpty()) {
      evidence.opener().fail(fails(why, Optional.empty()));
    }
    return why.isEmpty();
  }

  private <A extends AbstractAssert<?, ?>, E> A list(
      Class<A> assertion, String about, List<E> elements, Function<List<E>, A> constructor) {
    return listUnless(Visibility.whyNothingSaid(evidence, about), assertion, elements, constructor);
  }

  private <A extends AbstractAssert<?, ?>, E> A listUnless(
      String whyNot, Class<A> assertion, List<E> elements, Function<List<E>, A> constructor) {
    isNotNull();
    if (whyNot.isEmpty()) {
      return evidence.list(assertion, elements, constructor, this);
    }
    evidence.opener().fail(fails(whyNot, Optional.empty()));
    return evidence.hollowList(assertion, constructor, this);
  }
}
