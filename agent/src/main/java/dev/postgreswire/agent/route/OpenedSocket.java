package dev.postgreswire.agent.route;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.WireSink;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A socket of this JVM since it connected.
 *
 * @param server where it goes, for people: {@code host:port}
 * @param remote the server's address
 * @param local its own address as the server sees it; null where the system still says that
 * @param caller who connected it
 * @param time when it began to connect
 * @param recorded what a routed one is recorded by; empty when it is not routed, or its recording
 *     failed
 * @param isRouted whether its bytes go through the relay
 */
public record OpenedSocket(
    String server,
    InetSocketAddress remote,
    InetSocketAddress local,
    Caller caller,
    Instant time,
    Optional<WireSink.Connection> recorded,
    boolean isRouted) {}
