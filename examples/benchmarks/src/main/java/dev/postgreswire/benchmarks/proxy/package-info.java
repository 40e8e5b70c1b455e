/**
 * Measures what stands between a client and its server: our proxy, HAProxy and pgbouncer, under the
 * same load. Start with {@link dev.postgreswire.benchmarks.proxy.ProxyBenchmark} and {@link
 * dev.postgreswire.benchmarks.proxy.Route}.
 */
package dev.postgreswire.benchmarks.proxy;
