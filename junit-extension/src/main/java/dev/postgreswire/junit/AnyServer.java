package dev.postgreswire.junit;

import dev.postgreswire.WireTarget;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * No server in particular: the agent sees to which ones the application connects.
 *
 * @param mistake what to say where there is no agent and none is to be brought in
 */
record AnyServer(String mistake) implements TargetSource {
  @Override
  public boolean isNamed() {
    return false;
  }

  @Override
  public Optional<WireTarget> find(ExtensionContext context) {
    return Optional.empty();
  }

  @Override
  public WireTarget require(ExtensionContext context) {
    throw new ExtensionConfigurationException(mistake);
  }

  @Override
  public String advice(ExtensionContext context) {
    return mistake;
  }
}
