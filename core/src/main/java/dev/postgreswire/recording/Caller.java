package dev.postgreswire.recording;

import java.util.Objects;

/**
 * Who did something, as far as a source within the application's JVM knows.
 *
 * @param thread the thread's name; empty when unknown
 * @param frame the innermost stack frame of the application's own code, as a stack trace writes it:
 *     {@code com.example.InvoiceRepository.load(InvoiceRepository.java:31)}; empty when unknown
 */
public record Caller(String thread, String frame) {
  /** Nobody knows. */
  public static final Caller UNKNOWN = new Caller("", "");

  /** Checks that nothing is missing. */
  public Caller {
    Objects.requireNonNull(thread);
    Objects.requireNonNull(frame);
  }

  /** Returns the caller of which only the thread is known. */
  public static Caller inThread(String thread) {
    return new Caller(thread, "");
  }

  /** Returns whether neither thread nor frame is known. */
  public boolean isUnknown() {
    return thread.isEmpty() && frame.isEmpty();
  }

  /**
   * Returns whether the frame is in some code.
   *
   * @param code a class, {@code InvoiceRepository} or {@code com.example.InvoiceRepository}; a
   *     package; a method, {@code InvoiceRepository.load}; or a place in the source, {@code
   *     InvoiceRepository.java:31}
   */
  public boolean isIn(String code) {
    int open = frame.indexOf('(');
    String names = dotted(open < 0 ? frame : frame.substring(0, open));
    return !code.isEmpty()
        && (names.contains(dotted(code)) || code.equals(place()) || code.equals(frame));
  }

  private static String dotted(String names) {
    return "." + names.replace('$', '.') + ".";
  }

  /**
   * Returns where in the source the frame is, such as {@code InvoiceRepository.java:31}; the frame
   * itself where that is not in it.
   */
  public String place() {
    int open = frame.lastIndexOf('(');
    boolean known = open >= 0 && frame.endsWith(")") && frame.indexOf(':', open) > 0;
    return known ? frame.substring(open + 1, frame.length() - 1) : frame;
  }

  /**
   * Returns place and thread, as far as they are known, such as {@code InvoiceRepository.java:31 in
   * thread main}; empty when neither is.
   */
  public String describe() {
    String inThread = thread.isEmpty() ? "" : "in thread " + thread;
    return (place() + " " + inThread).strip();
  }
}
