/**
 * What was recorded: from bytes to connections, exchanges, statements and transactions.
 *
 * <p>Start with {@link dev.postgreswire.recording.Recording}, which is what assertions and reports
 * read, and with {@link dev.postgreswire.recording.Recorder}, which a source of bytes (the
 * loopback, later the agent) feeds.
 *
 * <p>Who does not want to keep it all listens: a {@link
 * dev.postgreswire.recording.RecordingListener} is told the same by a {@link
 * dev.postgreswire.recording.RecordingStream} while bytes come, and by {@link
 * dev.postgreswire.recording.Recording#replayTo} afterwards.
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
 *   <li>A TLS session whose secrets are known is shown as the messages within it, and its records
 *       are kept as they went over the wire. One whose secrets are not known is shown as its
 *       records, and says what is missing.
 *   <li>A recording is a value: what comes later, or is cut later, does not change it.
 *   <li>Recording never throws into its source.
 * </ul>
 */
package dev.postgreswire.recording;
