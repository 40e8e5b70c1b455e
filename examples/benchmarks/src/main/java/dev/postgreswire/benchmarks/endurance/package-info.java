/**
 * Wears the recorder out: all kinds of clients at once, resets at random points, killed servers; and
 * afterwards counts bytes, threads, descriptors and memory. Start with {@link
 * dev.postgreswire.benchmarks.endurance.Endurance}, the command, and {@link
 * dev.postgreswire.benchmarks.endurance.Load}, what the clients do.
 */
package dev.postgreswire.benchmarks.endurance;
