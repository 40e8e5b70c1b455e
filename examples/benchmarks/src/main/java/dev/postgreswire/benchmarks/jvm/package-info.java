/**
 * What recording costs within the application's own JVM. Each variant is a JVM of its own, an
 * {@link dev.postgreswire.benchmarks.jvm.Application}, for an agent cannot be switched off; they
 * are kept alive and driven round by round.
 *
 * <p>Start with {@code JvmBenchmark} and {@code StartBenchmark}.
 */
package dev.postgreswire.benchmarks.jvm;
