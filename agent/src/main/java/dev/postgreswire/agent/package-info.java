/**
 * The executable jar {@code postgres-wire-agent.jar}: the Java agent that routes every driver of a
 * JVM through the recorder, attaching it to a running JVM, and the command line. Nothing of it is
 * written yet.
 */
package dev.postgreswire.agent;
