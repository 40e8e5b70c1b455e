/**
 * How fast bytes are decoded: {@link dev.postgreswire.benchmarks.decode.DecodeCommand} compares.
 */
package dev.postgreswire.benchmarks.decode;
