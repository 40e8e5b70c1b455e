/**
 * What the applications of the drivers have in common: the same conversations by way of each
 * driver, in a process of its own, with nothing in it that knows of the agent, in a package that is
 * not ours. What such a process prints is what its driver made of it, and so must be the same with
 * the agent and without.
 *
 * <p>Start with {@link com.example.drivers.Application} and {@link com.example.drivers.Driver}.
 */
package com.example.drivers;
