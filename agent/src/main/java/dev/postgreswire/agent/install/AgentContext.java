package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentOptions;
import dev.postgreswire.recording.WireSink;
import java.lang.instrument.Instrumentation;

/**
 * What the parts of the agent share.
 *
 * @param instrumentation the JVM's
 * @param options what the agent was asked to do
 * @param sink takes all that is seen, whoever records it at the time
 * @param recorders who records
 * @param callers finds the application's code in a stack
 */
public record AgentContext(
    Instrumentation instrumentation,
    AgentOptions options,
    WireSink sink,
    Recorders recorders,
    Callers callers) {}
