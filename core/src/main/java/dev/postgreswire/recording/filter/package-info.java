/**
 * The filter grammar: text → a test of a message's values, whatever knows them. It is Wireshark's
 * as far as it goes, and written once more in {@code filter.js} for the page; one table of cases
 * holds for both.
 *
 * <p>Start with {@link dev.postgreswire.recording.filter.Filter}, and, to filter a recording, with
 * {@code dev.postgreswire.recording.MessageFilter}. What fields there are is said in the resource
 * {@code filter-fields.tsv}.
 */
package dev.postgreswire.recording.filter;
