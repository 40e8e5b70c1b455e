/**
 * The agent's own life: how it comes into a JVM, what it says there, and whom it lives with.
 *
 * <p>Start with {@link dev.postgreswire.agent.life.RunningApplication}: a JVM that does what it is
 * told.
 */
package dev.postgreswire.agent.life;
