package dev.postgreswire.report.libpq;

import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.postgreswire.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Loads libpq from the installation of the test server. */
final class Libraries {
  private static final Map<String, ?> UTF_8 = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");

  private final LibPq pq;
  private final LibPq.LibC c;

  private Libraries(LibPq pq, LibPq.LibC c) {
    this.pq = pq;
    this.c = c;
  }

  LibPq pq() {
    return pq;
  }

  LibPq.LibC c() {
    return c;
  }

  /** Skips the test, and says what is missing, where there is no libpq 18 that JNA can load. */
  static Libraries load() {
    Path library =
        TestServer.current().binDir().resolveSibling("lib").resolve(System.mapLibraryName("pq"));
    Assumptions.assumeTrue(
        Files.exists(library), () -> "the PostgreSQL binaries of this platform have no " + library);
    try {
      LibPq pq = Native.load(library.toString(), LibPq.class, UTF_8);
      Assumptions.assumeTrue(
          pq.PQlibVersion() >= 180000,
          () -> library + " is of version " + pq.PQlibVersion() + ", and its trace another one");
      return new Libraries(pq, Native.load("c", LibPq.LibC.class, UTF_8));
    } catch (UnsatisfiedLinkError e) {
      Assumptions.abort("JNA cannot load " + library + ": " + e.getMessage());
      throw e;
    }
  }
}
