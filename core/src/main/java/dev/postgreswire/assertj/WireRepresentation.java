package dev.postgreswire.assertj;

import java.util.Set;
import org.assertj.core.presentation.StandardRepresentation;

/** Shows lists as tables in the messages of AssertJ's own assertions. */
final class WireRepresentation extends StandardRepresentation {
  static final WireRepresentation INSTANCE = new WireRepresentation();

  private WireRepresentation() {}

  @Override
  public String toStringOf(Object object) {
    return object instanceof EvidentList<?> list ? table(list) : super.toStringOf(object);
  }

  private static <T> String table(EvidentList<T> list) {
    if (list.isEmpty()) {
      return "[]";
    }
    Kind<T, ?> kind = Kinds.of(list.get(0));
    return kind.count(list.size())
        + "\n\n"
        + Report.table(kind, list.evidence(), list, Set.of())
        + "\n";
  }
}
