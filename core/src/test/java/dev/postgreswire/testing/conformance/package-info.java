/**
 * Checks that what a recording holds is PostgreSQL's protocol: who may say what, when, and how
 * often.
 *
 * <p>{@link dev.postgreswire.testing.conformance.ConformanceChecker} is written from the protocol's
 * description alone and shares nothing with the recording's own understanding of it. Start there;
 * {@link dev.postgreswire.testing.conformance.ConformanceExtension} runs it on every recording of
 * every test.
 */
package dev.postgreswire.testing.conformance;
