package dev.postgreswire.wire;

/**
 * A message's bytes do not fit its fields. It never leaves the decoder: it becomes an Undecoded.
 */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * Creates the exception.
   *
   * @param reason what is wrong, naming the field
   * @param offset where, in bytes from the beginning of the frame
   */
  public MalformedMessageException(String reason, int offset) {
    super(reason, null, false, false);
    this.offset = offset;
  }

  /** Returns where the fault lies, in bytes from the beginning of the frame. */
  public int offset() {
    return offset;
  }
}
