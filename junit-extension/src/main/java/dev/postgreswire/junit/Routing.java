package dev.postgreswire.junit;

import dev.postgreswire.WireRecorder;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** By which way a test's connections get to the recorder. */
enum Routing {
  /** The application connects to an address of the recorder. */
  ADDRESS,
  /** The agent sees the application's connections, whatever address they go to. */
  AGENT;

  /**
   * Decides: the agent that is there sees everything; where the server is known, the recorder has
   * an address; else the agent is brought in.
   *
   * @throws ExtensionConfigurationException when no way is left; the message says what to write
   */
  static Routing of(TargetSource target, ExtensionContext context) {
    AgentPolicy policy = policy(context);
    if (policy == AgentPolicy.NEVER) {
      if (!target.isNamed()) {
        throw new ExtensionConfigurationException(target.advice(context));
      }
      return ADDRESS;
    }
    if (WireRecorder.hasAgent()) {
      return AGENT;
    }
    if (policy == AgentPolicy.AUTO && target.isNamed()) {
      return ADDRESS;
    }
    Optional<String> failure = SelfAttach.attach();
    if (failure.isPresent()) {
      throw new ExtensionConfigurationException(
          target.isNamed()
              ? TestPlace.name(context) + ": " + failure.get()
              : target.advice(context) + "; without that it takes the agent: " + failure.get());
    }
    return AGENT;
  }

  /** Brings the agent in, where nothing but the agent can record, before the test connects. */
  static void prepare(TargetSource target, ExtensionContext context) {
    if (!target.isNamed() && policy(context) != AgentPolicy.NEVER) {
      SelfAttach.attach();
    }
  }

  private static AgentPolicy policy(ExtensionContext context) {
    return AgentPolicy.of(context.getConfigurationParameter(AgentPolicy.PROPERTY));
  }
}
