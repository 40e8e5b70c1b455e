/**
 * Reads pgjdbc's TLS from inside the driver, where there is no agent: nothing of it changes, not
 * the server's certificate, nor its verification, nor SCRAM-SHA-256-PLUS.
 *
 * <p>Start with {@link dev.postgreswire.pgjdbc.RecordedSslFactory}. pgjdbc is an optional
 * dependency: whoever uses this has it already.
 */
package dev.postgreswire.pgjdbc;
