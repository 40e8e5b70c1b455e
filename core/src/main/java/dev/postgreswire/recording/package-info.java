/**
 * What was recorded: from bytes to connections, exchanges, statements and transactions.
 *
 * <p>Start with {@link dev.postgreswire.recording.Recording}, which is what assertions and reports
 * read, and with {@link dev.postgreswire.recording.Recorder}, which a source of bytes (the
 * loopback, later the agent) feeds.
 *
 * <p>What holds here:
 *
 * <ul>
 *   <li>A frame is in the recording when {@link
 *       dev.postgreswire.recording.ConnectionRecorder#bytes} returns; a source calls it before it
 *       passes the bytes on.
 *   <li>Nothing is dropped silently: the sizes of the frames add up to the bytes that came. What
 *       cannot be decoded is kept as {@code Undecoded}; what the memory limit cuts off keeps its
 *       true size.
 *   <li>A recording is a value: what comes later, or is cut later, does not change it.
 *   <li>Recording never throws into its source.
 * </ul>
 */
package dev.postgreswire.recording;
