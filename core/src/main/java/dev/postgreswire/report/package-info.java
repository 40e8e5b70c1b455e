/**
 * A recording in the formats of other tools. Start with {@link dev.postgreswire.report.Trace}.
 *
 * <p>Secrets are masked field by field before anything is written; only what is named {@code
 * unsafe…} writes them.
 */
package dev.postgreswire.report;
