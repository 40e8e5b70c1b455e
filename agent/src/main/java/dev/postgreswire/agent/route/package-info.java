/**
 * Routes connections through a relay in this JVM, whatever driver opens them.
 *
 * <p>The application's socket connects to the server itself, so whatever can go wrong or last long
 * is the application's own. Only when it is connected, and before the application knows, a relay is
 * put in between: the socket's file descriptor becomes one end of a connection within this machine,
 * and what it was before goes to the relay.
 *
 * <p>Start with {@link dev.postgreswire.agent.route.RoutedSockets}, which the tap shares.
 */
package dev.postgreswire.agent.route;
