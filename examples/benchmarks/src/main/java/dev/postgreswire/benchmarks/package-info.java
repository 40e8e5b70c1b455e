/**
 * Measures PostgresWire beside what one would take instead, on real servers. Start with {@link
 * dev.postgreswire.benchmarks.Main}, whose commands are the benchmarks, and with {@link
 * dev.postgreswire.benchmarks.measure.Rounds}, by which all of them measure.
 */
package dev.postgreswire.benchmarks;
