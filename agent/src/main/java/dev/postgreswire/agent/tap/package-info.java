/**
 * Records connections in place, where the application reads and writes its sockets: all of them
 * with {@code route=tap}, else those that are not routed. PostgreSQL is known by the first bytes
 * that a client writes. A connection that was open before the agent came is recorded from the first
 * message boundary that can be trusted. What the sockets of this JVM say to others is not looked
 * at, save how it begins.
 *
 * <p>Not seen are a file's bytes that the JDK has the system send by itself ({@code
 * FileChannel.transferTo}), native libraries that make system calls of their own, and a client
 * behind a SOCKS proxy, whose first words are meant for that.
 *
 * <p>Start with {@link dev.postgreswire.agent.tap.TapFeature} and {@code TappedSocket}.
 */
package dev.postgreswire.agent.tap;
