package dev.postgreswire.benchmarks.endurance;

/**
 * A connection as one of those saw it who count: a meter, or the recorder.
 *
 * @param address under which it is known on both sides of who counts
 * @param frontend what the client said
 * @param backend what the server said
 */
record Passage(String address, Flow frontend, Flow backend) {
  /** Of less than this nobody could tell that it is PostgreSQL, in bytes. */
  private static final int KNOWN_BY = 8;

  static Passage of(String address) {
    return new Passage(address, new Flow(), new Flow());
  }

  /** Returns whether enough was said to tell that it is PostgreSQL. */
  boolean isKnown() {
    return frontend.length() >= KNOWN_BY;
  }

  /** Returns whether the client took its leave. */
  boolean isOrderly() {
    return frontend.endsWithTerminate();
  }

  boolean isSameAs(Passage other) {
    return frontend.isSameAs(other.frontend) && backend.isSameAs(other.backend);
  }

  boolean isAsLongAs(Passage other) {
    return frontend.length() == other.frontend.length()
        && backend.length() == other.backend.length();
  }

  /**
   * Returns whether all that is missing here is what the server said before it ended: a client that
   * takes its leave need not have read it.
   */
  boolean lacksOnlyLastWordsOf(Passage server) {
    return frontend.length() == server.frontend.length()
        && backend.length() < server.backend.length()
        && !server.backend.endsWithReady();
  }

  /** As {@link #isBehind}, by how much it is alone. */
  boolean isNoLongerThan(Passage nearerToTheClient) {
    return frontend.length() <= nearerToTheClient.frontend.length()
        && nearerToTheClient.backend.length() <= backend.length();
  }

  /**
   * Returns whether nothing came from nowhere: of what the client said, no more came here than went
   * in there, and of what the server said, no more came there than went in here.
   */
  boolean isBehind(Passage nearerToTheClient) {
    return frontend.begins(nearerToTheClient.frontend) && nearerToTheClient.backend.begins(backend);
  }

  @Override
  public String toString() {
    return address + " with " + frontend.length() + " and " + backend.length() + " bytes";
  }
}
