/**
 * The executable jar {@code postgres-wire-agent.jar}. What there is of it is the command line,
 * {@code dev.postgreswire.agent.cli}; the Java agent that routes every driver of a JVM through the
 * recorder is not written yet.
 */
package dev.postgreswire.agent;
