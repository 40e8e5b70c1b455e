package dev.postgreswire.agent.route;

import dev.postgreswire.recording.Caller;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A socket that the application connects.
 *
 * @param server where to, for people
 * @param remote where to
 * @param watched whether somebody may wait for it by epoll
 * @param caller who connects it
 * @param time when
 */
record PendingConnect(
    String server, InetSocketAddress remote, boolean watched, Caller caller, Instant time) {}
