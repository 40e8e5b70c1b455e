package dev.postgreswire.junit;

import dev.postgreswire.WireTarget;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a test gets its server from. */
interface TargetSource {
  /**
   * Returns the server, or nothing as long as it is not known where it listens, such as that of a
   * container that has not been started.
   *
   * @throws ExtensionConfigurationException when it never will be; the message says what to write
   */
  Optional<WireTarget> find(ExtensionContext context);

  /** Returns what is to be done where {@link #find} gives nothing, a sentence. */
  String advice(ExtensionContext context);

  /** Returns whether it is one server, though perhaps not known yet which, and not any. */
  default boolean isNamed() {
    return true;
  }

  /** Returns whether the server is there for one test only, so that its recorder need not stay. */
  default boolean endsWithTest(ExtensionContext context) {
    return false;
  }

  /** Returns the server. */
  default WireTarget require(ExtensionContext context) {
    return find(context).orElseThrow(() -> new ExtensionConfigurationException(advice(context)));
  }
}
