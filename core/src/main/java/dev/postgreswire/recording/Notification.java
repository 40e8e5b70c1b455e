package dev.postgreswire.recording;

import java.time.Instant;

/**
 * A notification that a client received because it listens.
 *
 * @param connectionId the number of the connection that received it
 * @param messageIndex the number of the message in its connection, from 0
 * @param processId the server process that notified; it may be the connection's own
 * @param channel what was listened to
 * @param payload what was said; empty when nothing was
 * @param time when it came
 */
public record Notification(
    int connectionId,
    int messageIndex,
    int processId,
    String channel,
    String payload,
    Instant time) {}
