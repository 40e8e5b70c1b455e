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

  /**
   * Returns where in the source the frame is, such as {@code InvoiceRepository.java:31}; the frame
   * itself where that is not in it.
   */
  public String place() {
    int open = frame.lastIndexOf('(');
    boolean known = open >= 0 && frame.endsWith(")") && frame.indexOf(':', open) > 0;
    return known ? frame.substring(open + 1, frame.length() - 1) : frame;
  }
}
