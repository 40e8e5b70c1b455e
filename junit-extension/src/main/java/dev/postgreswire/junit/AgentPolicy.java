package dev.postgreswire.junit;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What tests have to do with the agent, as the property {@value #PROPERTY} says it. */
enum AgentPolicy {
  /** Tests use the agent that is there; those without a target bring one in. The default. */
  AUTO,

  /** Tests use the agent that is there, else they bring one in, before the first of them runs. */
  ALWAYS,

  /** Tests use no agent: the application has to connect to the recorder's address. */
  NEVER;

  /** The name of the configuration parameter or system property. */
  static final String PROPERTY = "postgres-wire.agent";

  /** Returns what the property says. */
  static AgentPolicy of(Optional<String> value) {
    return value.map(AgentPolicy::parse).orElse(AUTO);
  }

  private static AgentPolicy parse(String text) {
    for (AgentPolicy policy : values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return policy;
      }
    }
    throw new ExtensionConfigurationException(
        "the property %s is \"%s\"; write auto, always or never".formatted(PROPERTY, text));
  }
}
