/**
 * The door: open a {@link dev.postgreswire.WireRecorder} in front of a server, give the application
 * its address, and ask a {@link dev.postgreswire.PostgresWire} what was said.
 *
 * <p>What holds here:
 *
 * <ul>
 *   <li>Reading a recording is a barrier: it first takes in every byte the application had written
 *       before the call, without sleeping or polling, and with a timeout.
 *   <li>Bytes are passed on as they came.
 *   <li>Listeners bind to loopback addresses only.
 * </ul>
 */
package dev.postgreswire;
