package dev.postgreswire.assertj;

import dev.postgreswire.recording.Copy;
import java.util.List;

/** Assertions on the data of COPY commands. */
public class CopiesAssert
    extends AbstractListWireAssert<CopiesAssert, List<? extends Copy>, Copy, CopyAssert> {
  /** Begins assertions on {@code actual}. */
  public CopiesAssert(List<? extends Copy> actual) {
    super(actual, CopiesAssert.class, Kinds.COPY);
  }

  @Override
  CopiesAssert create(List<? extends Copy> elements) {
    return new CopiesAssert(elements);
  }

  @Override
  CopiesAssert narrowed(List<? extends Copy> elements) {
    return evidence().list(CopiesAssert.class, elements, CopiesAssert::new, this);
  }
}
