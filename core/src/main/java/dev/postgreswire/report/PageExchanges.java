package dev.postgreswire.report;

import dev.postgreswire.recording.MessageFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exchanges of one connection that more messages may belong to. */
final class PageExchanges {
  private final int connection;
  private final Map<Integer, PageBlock> open = new LinkedHashMap<>();

  PageExchanges(int connection) {
    this.connection = connection;
  }

  /** Returns the exchange that a message belongs to; {@link PageBlock#isComplete} tells its end. */
  PageBlock place(MessageFacts facts) {
    PageBlock block =
        open.computeIfAbsent(
            facts.exchange(), number -> new PageBlock(connection, number, facts.kind()));
    facts.absorbed().stream().map(open::remove).filter(other -> other != null).forEach(block::take);
    if (facts.roundTrip().isPresent() || isSingle(facts)) {
      block.complete();
      open.remove(facts.exchange());
    }
    return block;
  }

  /** Returns whether a message has no answer, or nobody has asked for it. */
  private static boolean isSingle(MessageFacts facts) {
    return switch (facts.kind()) {
      case CANCEL, TERMINATION, OTHER -> true;
      default -> false;
    };
  }

  /** Returns the exchanges that are not complete, and will not be. */
  List<PageBlock> end() {
    List<PageBlock> left = new ArrayList<>(open.values());
    open.clear();
    return left;
  }
}
