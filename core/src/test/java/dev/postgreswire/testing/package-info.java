/**
 * Real PostgreSQL servers for the tests of all modules. Start from {@link
 * dev.postgreswire.testing.TestServer}.
 */
package dev.postgreswire.testing;
