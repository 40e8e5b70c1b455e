package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedConnection;
import java.util.List;

/** Assertions on connections. */
public class ConnectionsAssert
    extends AbstractListWireAssert<
        ConnectionsAssert,
        List<? extends RecordedConnection>,
        RecordedConnection,
        ConnectionAssert> {
  /** Begins assertions on {@code actual}. */
  public ConnectionsAssert(List<? extends RecordedConnection> actual) {
    super(actual, ConnectionsAssert.class, Kinds.CONNECTION);
  }

  @Override
  ConnectionsAssert create(List<? extends RecordedConnection> elements) {
    return new ConnectionsAssert(elements);
  }

  @Override
  ConnectionsAssert narrowed(List<? extends RecordedConnection> elements) {
    return evidence().list(ConnectionsAssert.class, elements, ConnectionsAssert::new, this);
  }
}
