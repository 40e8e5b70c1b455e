/**
 * How to compare: interleaved {@link dev.postgreswire.benchmarks.measure.Rounds}, medians and
 * spread, ratios first. Knows nothing of what is measured.
 */
package dev.postgreswire.benchmarks.measure;
