package dev.postgreswire.assertj;

import dev.postgreswire.message.Message;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.wire.Direction;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Assertions on raw messages. Which messages a driver sends differs between its releases. */
public class MessagesAssert
    extends AbstractListWireAssert<
        MessagesAssert, List<? extends RecordedMessage>, RecordedMessage, MessageAssert> {
  /** Begins assertions on {@code actual}. */
  public MessagesAssert(List<? extends RecordedMessage> actual) {
    super(actual, MessagesAssert.class, Kinds.MESSAGE);
  }

  @Override
  MessagesAssert create(List<? extends RecordedMessage> elements) {
    return new MessagesAssert(elements);
  }

  @Override
  MessagesAssert narrowed(List<? extends RecordedMessage> elements) {
    return evidence().list(MessagesAssert.class, elements, MessagesAssert::new, this);
  }

  /** Goes on with the messages of a class. */
  public MessagesAssert ofType(Class<? extends Message> type) {
    return filtered(message -> type.isInstance(message.message()));
  }

  /** Goes on with the messages of a name in the manual. */
  public MessagesAssert named(String name) {
    return filtered(message -> message.name().equals(name));
  }

  /** Goes on with the messages that one side sent. */
  public MessagesAssert sentBy(Direction direction) {
    return filtered(message -> message.direction() == direction);
  }

  /** Goes on with the messages of one connection. */
  public MessagesAssert onConnection(int connectionId) {
    return filtered(message -> message.connectionId() == connectionId);
  }

  private MessagesAssert filtered(Predicate<RecordedMessage> filter) {
    if (isHollow()) {
      return myself;
    }
    isNotNull();
    return narrowed(actual.stream().filter(filter).toList());
  }

  /** Verifies the names of all messages, in their order. */
  public MessagesAssert hasSequence(String... names) {
    List<String> wanted = List.of(names);
    int same = 0;
    while (same < Math.min(wanted.size(), names().size())
        && names().get(same).equals(names[same])) {
      same++;
    }
    Set<Integer> first = same < names().size() ? Set.of(same) : Set.of();
    return check(wanted, names().equals(wanted), "the sequence", first);
  }

  /** Verifies that messages of these names follow each other, without others between them. */
  public MessagesAssert containsSequenceOf(String... names) {
    boolean found = Collections.indexOfSubList(names(), List.of(names)) >= 0;
    return check(List.of(names), found, "messages in this sequence", Set.of());
  }

  private List<String> names() {
    isNotNull();
    return actual.stream().map(RecordedMessage::name).toList();
  }

  private MessagesAssert check(
      List<String> wanted, boolean fits, String what, Set<Integer> firstDifference) {
    if (!isHollow() && !fits) {
      String expected = String.join(", ", wanted);
      String table = Report.table(kind(), evidence(), actual, firstDifference);
      throw failure(
          "Expecting " + what + "\n" + Texts.wrapped(wanted) + "\nbut was\n\n" + table,
          expected,
          String.join(", ", names()),
          firstDifference.stream().findFirst());
    }
    return myself;
  }
}
