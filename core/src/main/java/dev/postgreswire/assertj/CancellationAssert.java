package dev.postgreswire.assertj;

import dev.postgreswire.recording.Cancellation;
import java.util.Optional;

/** Assertions on a CancelRequest. */
public class CancellationAssert extends AbstractWireAssert<CancellationAssert, Cancellation> {
  /** Begins assertions on {@code actual}. */
  public CancellationAssert(Cancellation actual) {
    super(actual, CancellationAssert.class, Kinds.CANCELLATION);
  }

  /** Verifies the number of the connection that it was aimed at, by process id and key. */
  public CancellationAssert isAimedAtConnection(int connectionId) {
    return meets(
        Criterion.equal(
            "victim connection", Optional.of(connectionId), Cancellation::victimConnectionId));
  }

  /** Verifies that no recorded connection has its process id and key. */
  public CancellationAssert isAimedAtNobody() {
    return meets(
        Criterion.equal("victim connection", Optional.empty(), Cancellation::victimConnectionId));
  }

  /** Verifies the server process that it was aimed at. */
  public CancellationAssert isAimedAtProcess(int processId) {
    return meets(Criterion.equal("process", processId, Cancellation::processId));
  }

  /** Verifies that the victim was interrupted: its next error has SQLSTATE 57014. */
  public CancellationAssert hadEffect() {
    return meets(
        Criterion.that(
            "effect",
            "to have an effect",
            cancellation -> cancellation.effect().isPresent(),
            cancellation -> "there was none"));
  }

  /** Verifies that the victim was not interrupted. */
  public CancellationAssert hadNoEffect() {
    return meets(
        Criterion.that(
            "no effect",
            "to have no effect",
            cancellation -> cancellation.effect().isEmpty(),
            c -> c.effect().map(error -> "its victim got " + error.describe()).orElse("")),
        Places::effect);
  }
}
