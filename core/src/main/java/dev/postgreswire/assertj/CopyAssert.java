package dev.postgreswire.assertj;

import dev.postgreswire.recording.Copy;
import dev.postgreswire.recording.CopyDirection;
import java.util.List;
import java.util.Optional;

/** Assertions on the data of a COPY. */
public class CopyAssert extends AbstractWireAssert<CopyAssert, Copy> {
  /** Begins assertions on {@code actual}. */
  public CopyAssert(Copy actual) {
    super(actual, CopyAssert.class, Kinds.COPY);
  }

  /** Verifies where the data flows. */
  public CopyAssert hasDirection(CopyDirection direction) {
    return meets(Criterion.equal("direction", direction, Copy::direction));
  }

  /** Verifies that the data is text or CSV. */
  public CopyAssert isText() {
    return format(false, "text");
  }

  /** Verifies that the data is in the binary format. */
  public CopyAssert isBinary() {
    return format(true, "binary");
  }

  private CopyAssert format(boolean binary, String name) {
    return meets(
        Criterion.that(
            name,
            "to be " + name,
            copy -> copy.format().isBinary() == binary,
            copy -> "was " + (copy.format().isBinary() ? "binary" : "text")));
  }

  /** Verifies how many bytes of data went over the wire, headers not counted. */
  public CopyAssert hasBytes(long bytes) {
    return meets(Criterion.equal("bytes", bytes, Copy::bytes));
  }

  /** Verifies how many CopyData messages there were. */
  public CopyAssert hasMessages(int count) {
    return meets(Criterion.equal("count of messages", count, copy -> copy.messages().size()));
  }

  /** Verifies how many rows there were: lines of text, or rows of the binary format. */
  public CopyAssert hasRows(int count) {
    return meets(Criterion.equal("count of rows", count, CopyAssert::rows));
  }

  private static int rows(Copy copy) {
    return copy.format().isBinary() ? copy.binaryRows().size() : copy.lines().size();
  }

  /** Verifies the lines of text or CSV, without the ends of lines. */
  public CopyAssert hasLines(String... lines) {
    return meets(Criterion.equal("lines", List.of(lines), Copy::lines));
  }

  /** Verifies that it did not fail. */
  public CopyAssert succeeded() {
    return meets(
        Criterion.that(
            "success",
            "to succeed",
            copy -> copy.failure().isEmpty(),
            copy -> "it failed: " + copy.failure().orElse("")));
  }

  /** Verifies why it failed: the reason in CopyFail, else the server's error. */
  public CopyAssert failedWith(String reason) {
    return meets(Criterion.equal("failure", Optional.of(reason), Copy::failure));
  }
}
