package dev.postgreswire.recording;

import dev.postgreswire.message.TransactionStatus;
import java.util.ArrayList;
import java.util.List;

/** Puts messages into exchanges. */
final class ExchangeTracker {
  private final List<OpenExchange> all = new ArrayList<>();
  private int base;
  private int begun;
  private int incomplete;

  /** The one that the client is sending, not ended by Sync, Query or FunctionCall yet. */
  private OpenExchange front;

  /**
   * Creates a tracker.
   *
   * @param base how many exchanges there were before
   */
  ExchangeTracker(int base) {
    this.base = base;
  }

  /** Returns the exchange that the client is sending, beginning one of {@code kind} if needed. */
  OpenExchange front(Exchange.Kind kind) {
    if (front == null) {
      front = begin(kind);
    }
    return front;
  }

  /** Returns the exchange that the client is sending, or null. */
  OpenExchange current() {
    return front;
  }

  /** The client has ended what it is sending. */
  void endFront() {
    front = null;
  }

  /** The client goes on with {@code exchange}, for what should have ended it did not. */
  void reopen(OpenExchange exchange) {
    if (front != null && front != exchange) {
      absorb(exchange, front);
    }
    front = exchange;
  }

  OpenExchange begin(Exchange.Kind kind) {
    OpenExchange exchange = new OpenExchange(kind);
    exchange.number = base + begun++;
    all.add(exchange);
    incomplete++;
    return exchange;
  }

  /** A message that nobody asked for, or that has no answer, is an exchange of its own. */
  void single(Exchange.Kind kind, int index) {
    OpenExchange exchange = begin(kind);
    exchange.messages.add(index);
    complete(exchange, null);
  }

  void complete(OpenExchange exchange, TransactionStatus status) {
    if (!exchange.complete) {
      exchange.complete = true;
      incomplete--;
    }
    if (status != null) {
      exchange.status = status;
    }
    if (front == exchange) {
      front = null;
    }
  }

  /** What was thought to be an exchange of its own is part of {@code exchange}. */
  void absorb(OpenExchange exchange, OpenExchange other) {
    int at = exchange == other ? -1 : all.lastIndexOf(other);
    if (at < 0) {
      return;
    }
    all.remove(at);
    if (!other.complete) {
      incomplete--;
    }
    exchange.absorbed.add(other.number);
    exchange.absorbed.addAll(other.absorbed);
    exchange.messages.addAll(other.messages);
    exchange.statements.addAll(other.statements);
    exchange.errors.addAll(other.errors);
    other.statements.forEach(statement -> statement.exchange = exchange);
    if (front == other) {
      front = exchange;
    }
  }

  /** Returns the one that began last, or null. */
  OpenExchange last() {
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** Returns the one whose last message so far is {@code index}. */
  OpenExchange holding(int index) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).messages.last() == index) {
        return all.get(i);
      }
    }
    throw new IllegalStateException("message " + index + " is in no exchange");
  }

  /** Forgets what nobody will come back to: a stream has no end to put it all together at. */
  void forget() {
    OpenExchange last = last();
    all.removeIf(exchange -> exchange.complete && exchange != last);
    for (OpenExchange exchange : all) {
      exchange.statements.clear();
      exchange.errors.clear();
    }
  }

  /** Forgets all there were, which are complete, and counts {@code more} that nobody looked at. */
  void pass(int more) {
    base = count() + more;
    begun = 0;
    all.clear();
  }

  /** Returns how many have not been forgotten. */
  int remembered() {
    return all.size();
  }

  boolean allComplete() {
    return incomplete == 0;
  }

  int count() {
    return base + all.size();
  }

  /** Returns all in the order of their first messages, numbered. */
  List<OpenExchange> all() {
    int number = base;
    for (OpenExchange exchange : all) {
      exchange.number = number++;
    }
    return all;
  }
}
