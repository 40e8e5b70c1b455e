package dev.postgreswire.junit;

import dev.postgreswire.WireTarget;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that a text names, which may hold placeholders.
 *
 * @param where who wrote the text, for messages
 * @param text gives the text, or null while it is not known
 */
record NamedTarget(String where, Supplier<String> text) implements TargetSource {
  NamedTarget(String where, String text) {
    this(where, () -> text);
  }

  @Override
  public Optional<WireTarget> find(ExtensionContext context) {
    return Optional.ofNullable(text.get()).map(named -> parse(named, context));
  }

  private WireTarget parse(String named, ExtensionContext context) {
    try {
      return WireTarget.parse(Placeholders.fill(named, context));
    } catch (IllegalArgumentException | ExtensionConfigurationException e) {
      throw new ExtensionConfigurationException(where + ": the target " + e.getMessage(), e);
    }
  }

  @Override
  public String advice(ExtensionContext context) {
    return where + " has no target yet; its supplier has to return host:port or a URL by now";
  }
}
