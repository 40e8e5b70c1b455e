package dev.postgreswire.agent.install;

import java.util.Arrays;

/**
 * What is known of a class's frames on stacks: how a stack trace writes them, found once for each.
 *
 * <p>Safe for use by several threads.
 */
final class FramesOfClass {
  /** The frames of a class that is not the application's own. */
  static final FramesOfClass INFRASTRUCTURE = new FramesOfClass();

  /** More than a class has calls; but code may be made anew, again and again. */
  private static final int MOST = 1000;

  private volatile Known known = new Known(new long[0], new String[0]);

  /** Returns the text of the frame at a place; null when it has not been found yet. */
  String text(long place) {
    Known current = known;
    long[] places = current.places;
    for (int i = 0; i < places.length; i++) {
      if (places[i] == place) {
        return current.texts[i];
      }
    }
    return null;
  }

  /** Says what the text of the frame at a place is. */
  synchronized void put(long place, String text) {
    int count = known.places.length < MOST ? known.places.length : 0;
    long[] places = Arrays.copyOf(known.places, count + 1);
    String[] texts = Arrays.copyOf(known.texts, count + 1);
    places[count] = place;
    texts[count] = text;
    known = new Known(places, texts);
  }

  /** Never changed: it is replaced by another one. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  private record Known(long[] places, String[] texts) {}
}
