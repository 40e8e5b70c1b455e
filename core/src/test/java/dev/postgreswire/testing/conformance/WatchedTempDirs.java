package dev.postgreswire.testing.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the folders for each {@code @TempDir}, as {@code junit-platform.properties} says: when the
 * test is over, the recordings are checked that other processes have left there.
 */
public final class WatchedTempDirs implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    Path folder = Files.createTempDirectory("junit-");
    RecordedFiles.ofThisJvm().watch(folder);
    return folder;
  }
}
