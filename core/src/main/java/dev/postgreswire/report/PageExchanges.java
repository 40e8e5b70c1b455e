package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.wire.Direction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Puts the messages of one connection into exchanges as they come; none is looked at twice. */
final class PageExchanges {
  private final int connection;
  private final Deque<PageBlock> awaiting = new ArrayDeque<>();
  private PageBlock front;
  private PageBlock encrypted;
  private boolean started;
  private int count;

  PageExchanges(int connection, boolean partial) {
    this.connection = connection;
    this.started = partial;
  }

  /** Returns the exchange that a message belongs to; {@link PageBlock#isComplete} tells its end. */
  PageBlock place(RecordedMessage recorded, Message message) {
    if (message.type() == MessageType.TLS_RECORD || message.type() == MessageType.GSS_PACKET) {
      encrypted = encrypted == null ? begin(Exchange.Kind.ENCRYPTED) : encrypted;
      return encrypted;
    }
    return recorded.direction() == Direction.FRONTEND ? asked(message) : answered(message);
  }

  private PageBlock asked(Message message) {
    return switch (message.type()) {
      case CANCEL_REQUEST -> single(Exchange.Kind.CANCEL);
      case TERMINATE -> single(Exchange.Kind.TERMINATION);
      case QUERY -> ended(Exchange.Kind.SIMPLE_QUERY);
      case FUNCTION_CALL -> ended(Exchange.Kind.FUNCTION_CALL);
      case SYNC -> ended(Exchange.Kind.EXTENDED_QUERY);
      case COPY_DATA, COPY_DONE, COPY_FAIL -> current();
      default -> front(started ? Exchange.Kind.EXTENDED_QUERY : Exchange.Kind.STARTUP);
    };
  }

  private PageBlock answered(Message message) {
    if (awaiting.isEmpty() && front == null) {
      return single(Exchange.Kind.OTHER);
    }
    PageBlock block = current();
    if (message.type() == MessageType.READY_FOR_QUERY) {
      started = true;
      block.complete();
      awaiting.poll();
      front = front == block ? null : front;
    }
    return block;
  }

  private PageBlock current() {
    return awaiting.isEmpty() ? front(Exchange.Kind.OTHER) : awaiting.peek();
  }

  private PageBlock front(Exchange.Kind kind) {
    front = front == null ? begin(kind) : front;
    return front;
  }

  private PageBlock ended(Exchange.Kind kind) {
    PageBlock block = front(kind);
    awaiting.add(block);
    front = null;
    return block;
  }

  private PageBlock single(Exchange.Kind kind) {
    PageBlock block = begin(kind);
    block.complete();
    return block;
  }

  private PageBlock begin(Exchange.Kind kind) {
    return new PageBlock(connection, count++, kind);
  }

  /** Returns the exchanges that are not complete, in the order of their beginning. */
  List<PageBlock> open() {
    List<PageBlock> open = new ArrayList<>(awaiting);
    if (front != null) {
      open.add(front);
    }
    if (encrypted != null) {
      open.add(0, encrypted);
    }
    return open;
  }
}
