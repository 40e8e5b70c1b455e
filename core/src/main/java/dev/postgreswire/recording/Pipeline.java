package dev.postgreswire.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The requests that the server has not answered yet, oldest first. */
final class Pipeline {
  private final Deque<Request> requests = new ArrayDeque<>();

  boolean isEmpty() {
    return requests.isEmpty();
  }

  int size() {
    return requests.size();
  }

  /** Returns the request that the server is about, or null. */
  Request head() {
    return requests.peekFirst();
  }

  /** Returns the request that came last, or null. */
  Request tail() {
    return requests.peekLast();
  }

  void add(Request request) {
    requests.addLast(request);
  }

  void pop() {
    requests.removeFirst();
  }

  void forEach(Consumer<Request> action) {
    requests.forEach(action);
  }

  /**
   * Returns whether the unnamed portal, or statement, is replaced before anything is done with it.
   *
   * @param unnamed what a request does with it
   */
  boolean replaces(Function<Request, Request.Unnamed> unnamed) {
    for (Request request : requests) {
      Request.Unnamed does = unnamed.apply(request);
      if (does != Request.Unnamed.LEAVES) {
        return does == Request.Unnamed.REPLACES;
      }
    }
    return false;
  }

  /** Returns the first request for which {@code condition} holds, or null; a Sync ends it. */
  <T extends Request> T firstBeforeReady(Class<T> type, Predicate<T> condition) {
    for (Request request : requests) {
      if (request.awaitsReady()) {
        return null;
      }
      if (type.isInstance(request) && condition.test(type.cast(request))) {
        return type.cast(request);
      }
    }
    return null;
  }

  /** Removes and returns all requests. */
  List<Request> clear() {
    List<Request> all = new ArrayList<>(requests);
    requests.clear();
    return all;
  }

  /** Removes and returns the requests before the next Sync, or all when there is none. */
  List<Request> dropToSync() {
    List<Request> dropped = new ArrayList<>();
    while (!requests.isEmpty() && !(head() instanceof Request.SyncRequest)) {
      dropped.add(requests.removeFirst());
    }
    return dropped;
  }

  /** Removes and returns the requests through the first that awaits ReadyForQuery. */
  List<Request> dropThroughReady() {
    List<Request> dropped = new ArrayList<>();
    while (!requests.isEmpty()) {
      Request request = requests.removeFirst();
      dropped.add(request);
      if (request.awaitsReady()) {
        break;
      }
    }
    return dropped;
  }

  /** Removes the Syncs behind the head that were sent before message {@code limit}. */
  int dropSyncsBefore(int limit) {
    int before = requests.size();
    Iterator<Request> iterator = requests.iterator();
    while (iterator.hasNext()) {
      Request request = iterator.next();
      if (request != head() && request instanceof Request.SyncRequest && request.index < limit) {
        iterator.remove();
      }
    }
    return before - requests.size();
  }
}
