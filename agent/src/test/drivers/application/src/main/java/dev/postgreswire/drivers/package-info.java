/**
 * What the applications of the drivers have in common: the same conversations by way of each
 * driver, in a process of its own, with nothing in it that knows of the agent. What such a process
 * prints is what its driver made of it, and so must be the same with the agent and without.
 *
 * <p>Start with {@link dev.postgreswire.drivers.Application} and {@link
 * dev.postgreswire.drivers.Driver}.
 */
package dev.postgreswire.drivers;
