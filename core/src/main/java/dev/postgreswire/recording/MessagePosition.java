package dev.postgreswire.recording;

/**
 * Where a message is in a recording.
 *
 * @param connectionId the number of its connection
 * @param messageIndex its number in its connection, from 0; both directions count
 */
public record MessagePosition(int connectionId, int messageIndex) {}
