package dev.postgreswire.agent.route;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.WireSink;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A socket of this JVM since it connected.
 *
 * @param owner the JDK's file descriptor or Netty's socket, by which to know that the number is not
 *     another's by now
 * @param server where it goes, for people: {@code host:port}
 * @param remote the server's address as the system gives it
 * @param local its own address as the server sees it; null when unknown
 * @param caller who connected it
 * @param time when it was connected
 * @param routed what the relay records it as; empty when it is not routed
 */
public record OpenedSocket(
    WeakReference<Object> owner,
    String server,
    InetSocketAddress remote,
    InetSocketAddress local,
    Caller caller,
    Instant time,
    Optional<WireSink.Connection> routed) {}
