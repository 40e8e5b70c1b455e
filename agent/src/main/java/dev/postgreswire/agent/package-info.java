/**
 * The executable jar {@code postgres-wire-agent.jar}: the Java agent that records what every driver
 * of a JVM says to PostgreSQL, and the command line, {@code dev.postgreswire.agent.cli}.
 *
 * <p>Start with {@link dev.postgreswire.agent.PostgresWireAgent}, where the JVM enters, and {@link
 * dev.postgreswire.agent.install.Installation}.
 */
package dev.postgreswire.agent;
