/**
 * How what a recording costs grows with its length and with its connections: start with {@link
 * dev.postgreswire.benchmarks.growth.GrowthBenchmark}.
 */
package dev.postgreswire.benchmarks.growth;
