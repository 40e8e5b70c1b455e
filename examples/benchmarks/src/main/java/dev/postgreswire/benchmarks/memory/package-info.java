/**
 * What a recording takes of the heap: start with {@link
 * dev.postgreswire.benchmarks.memory.MemoryBenchmark}.
 */
package dev.postgreswire.benchmarks.memory;
