/**
 * What runs inside the JDK's and Netty's classes: it lies on the bootstrap loader, so that it can
 * be linked from everywhere, uses the JDK's types only, and does nothing but call whoever is there.
 *
 * <p>Start with {@link dev.postgreswire.agent.boot.Link}, where a recorder finds the agent.
 */
package dev.postgreswire.agent.boot;
