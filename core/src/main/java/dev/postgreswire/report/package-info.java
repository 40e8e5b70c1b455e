/**
 * A recording in the formats of other tools. Start with {@link dev.postgreswire.report.Exports},
 * {@link dev.postgreswire.report.Trace} for one of the formats, and {@link
 * dev.postgreswire.report.HtmlReport} for what a person looks at.
 *
 * <p>A format is told what happens and writes as it is told, so that it keeps next to nothing,
 * however long a recording is; all formats are written from one walk.
 *
 * <p>Secrets are masked field by field before anything is written; only what is named {@code
 * unsafe…} writes them. Files are readable by their owner only.
 */
package dev.postgreswire.report;
