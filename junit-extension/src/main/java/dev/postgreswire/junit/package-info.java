/**
 * {@code @RecordPostgresWire} for JUnit Jupiter. Start from {@link
 * dev.postgreswire.junit.RecordPostgresWire}; where code has to name the server, from {@link
 * dev.postgreswire.junit.PostgresWireExtension}.
 *
 * <p>What holds here:
 *
 * <ul>
 *   <li>A test is a window over a recorder that outlives it; one recorder and one port a server and
 *       JVM.
 *   <li>The agent that is there sees everything; where a server is named, the recorder has an
 *       address; else the agent is brought in. {@code Routing} decides that.
 *   <li>State is in JUnit's stores, never in the annotation's extension, which nested classes
 *       share.
 *   <li>Nothing newer than JUnit 5.10 is used but by reflection; Testcontainers need not be there.
 *   <li>A failure of ours never hides the test's own.
 * </ul>
 */
package dev.postgreswire.junit;
