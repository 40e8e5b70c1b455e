package dev.postgreswire.junit;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * When a test's recording is written to files. Where neither annotation nor extension says it, the
 * JUnit configuration parameter or system property {@value #PROPERTY} does: {@code on-failure},
 * {@code always} or {@code never}.
 */
public enum WireReport {
  /** When the test fails; the default. */
  ON_FAILURE,

  /** Whenever the test has run. */
  ALWAYS,

  /** Never. */
  NEVER;

  /** The name of the configuration parameter or system property. */
  public static final String PROPERTY = "postgres-wire.report";

  /** Returns what the property says; {@link #ON_FAILURE} when it is not set. */
  static WireReport configured(ExtensionContext context) {
    Optional<String> value = context.getConfigurationParameter(PROPERTY);
    return value.map(WireReport::parse).orElse(ON_FAILURE);
  }

  private static WireReport parse(String text) {
    for (WireReport report : values()) {
      if (report.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return report;
      }
    }
    throw new ExtensionConfigurationException(
        "the property %s is \"%s\"; write on-failure, always or never".formatted(PROPERTY, text));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
