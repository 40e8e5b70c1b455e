package dev.postgreswire.recording;

import java.time.Instant;
import java.util.Optional;

/**
 * A CancelRequest, which a client sends on a connection of its own.
 *
 * @param connectionId the number of the connection that carried it
 * @param victimConnectionId the number of the connection that it was aimed at, by process id and
 *     key; empty when no recorded connection has both
 * @param processId the server process that it was aimed at
 * @param time when it was sent
 * @param effect the error with SQLSTATE 57014 that the victim received next; empty when it was busy
 *     with nothing
 */
public record Cancellation(
    int connectionId,
    Optional<Integer> victimConnectionId,
    int processId,
    Instant time,
    Optional<RecordedError> effect) {}
