/**
 * Puts the agent into a JVM: defines the classes of {@link dev.postgreswire.agent.boot}, has those
 * of the JDK and of Netty call them, and starts the parts that do something about it.
 *
 * <p>Start with {@link dev.postgreswire.agent.install.Installation} and {@link
 * dev.postgreswire.agent.install.Feature}.
 */
package dev.postgreswire.agent.install;
