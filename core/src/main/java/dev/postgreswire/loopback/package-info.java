/**
 * The in-process recording relay: one source of bytes for a {@link
 * dev.postgreswire.recording.Recorder}, and the only package with sockets and threads.
 *
 * <p>Start with {@link dev.postgreswire.loopback.Loopback}, the door, and {@link
 * dev.postgreswire.loopback.RelayedConnection}, which relays one connection by two {@link
 * dev.postgreswire.loopback.Pipe}s.
 *
 * <p>What holds here:
 *
 * <ul>
 *   <li>Bytes are recorded before they are forwarded, and forwarded as they came; where TLS ends
 *       here ({@link dev.postgreswire.loopback.TlsTermination}), it is the plaintext of which this
 *       is true, and the recording says so.
 *   <li>Reading, recording and forwarding happen as one under the connection's lock, whichever
 *       thread does it. So {@link dev.postgreswire.loopback.Loopback#drain} can lend a hand: when a
 *       read under the lock finds nothing, all that had been written is recorded.
 *   <li>All sockets are non-blocking. Who does not take bytes is not read for: each direction holds
 *       at most one buffer, save for a barrier, which may read on up to a limit.
 *   <li>What goes wrong in recording never reaches a connection.
 *   <li>What is to be written to a disk goes through a {@link dev.postgreswire.loopback.Spool},
 *       which is bounded, and lets its tellers wait rather than lose anything; or, in an
 *       application that must not wait, through an {@link
 *       dev.postgreswire.loopback.ImpatientSpool}, which says what it left out.
 *   <li>Only this machine can connect; to a {@link dev.postgreswire.loopback.GuardedLoopback}, only
 *       sockets of this JVM of which it was told.
 * </ul>
 */
package dev.postgreswire.loopback;
