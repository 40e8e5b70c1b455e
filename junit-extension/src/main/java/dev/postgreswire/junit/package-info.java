/** {@code @RecordPostgresWire} for JUnit Jupiter. */
package dev.postgreswire.junit;
