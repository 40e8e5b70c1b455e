/**
 * What the output plugin pgoutput puts into XLogData: transactions and the rows they change.
 *
 * <p>Start with {@link dev.postgreswire.message.pgoutput.LogicalMessage#of}. What it cannot decode
 * becomes {@link dev.postgreswire.message.pgoutput.UndecodedLogical}; encoding what was decoded
 * gives the same bytes.
 */
package dev.postgreswire.message.pgoutput;
