/**
 * The command line: {@code java -jar postgres-wire-agent.jar VERB}. Start with {@link
 * dev.postgreswire.agent.cli.Main}, and {@link dev.postgreswire.agent.cli.Proxy}, which relays and
 * writes.
 *
 * <p>What scripts may depend on: options and verbs only become more; the exit status is 0, or 1
 * with a line on standard error that says what was wrong, or 2 when the command line itself was
 * wrong; the first line of {@code proxy} is {@code listening on HOST:PORT}.
 */
package dev.postgreswire.agent.cli;
