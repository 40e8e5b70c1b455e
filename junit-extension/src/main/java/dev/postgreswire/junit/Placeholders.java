package dev.postgreswire.junit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Puts the values of properties in place of <code>${name}</code>. */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private Placeholders() {}

  /**
   * Returns the text with each placeholder's value: of the JUnit configuration parameter, else of
   * the system property.
   */
  static String fill(String text, ExtensionContext context) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(value(found.group(1), text, context)));
  }

  private static String value(String name, String text, ExtensionContext context) {
    return context
        .getConfigurationParameter(name)
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "\"%s\" asks for the property \"%s\", which is not set; run the tests with -D%s=…"
                            .formatted(text, name, name)
                        + " or set it in junit-platform.properties"));
  }
}
