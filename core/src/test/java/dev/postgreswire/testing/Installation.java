package dev.postgreswire.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Where the servers live on this machine, and how they are set up. */
final class Installation {
  /** Of this user alone, since what root has unpacked nobody else could use or replace. */
  private static final Path FOLDER =
      Path.of(
          System.getProperty("java.io.tmpdir"), "postgres-wire-" + System.getProperty("user.name"));

  static final TestCertificates CERTIFICATES = TestCertificates.createIn(temporaryFolder());

  private Installation() {}

  static Path home(int version) {
    return FOLDER.resolve(Integer.toString(version));
  }

  static Path log(int version) {
    return Path.of("target", "postgres-" + version + ".log").toAbsolutePath();
  }

  static EmbeddedPostgres.Builder configure(int version, Path home) throws IOException {
    Files.createDirectories(log(version).getParent());
    Path jar = jar(version);
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(home.toFile())
        .setPgBinaryResolver((system, hardware) -> binaries(jar))
        .setPGStartupWait(Duration.ofMinutes(5)) // on a busy machine; otherwise a second or two
        .setOutputRedirector(Redirect.appendTo(log(version).toFile()))
        .setErrorRedirector(Redirect.appendTo(log(version).toFile()))
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("encoding", "UTF8")
        .setDataDirectoryCustomizer(Installation::writeHostBasedAuthentication)
        .setServerConfig("ssl", "on")
        .setServerConfig("ssl_ca_file", CERTIFICATES.authority().toString())
        .setServerConfig("ssl_cert_file", CERTIFICATES.server().toString())
        .setServerConfig("ssl_key_file", CERTIFICATES.serverKey().toString())
        .setServerConfig("wal_level", "logical")
        .setServerConfig("max_prepared_transactions", "10")
        .setServerConfig("max_connections", "600");
  }

  /** The build puts {@code postgres-18.jar} and its like below the topmost {@code target}. */
  private static Path jar(int version) {
    String name = "postgres-" + version + ".jar";
    String configured = System.getProperty("postgres.binaries");
    if (configured != null && Files.exists(Path.of(configured, name))) {
      return Path.of(configured, name);
    }
    Path folder = Path.of("").toAbsolutePath();
    return Stream.iterate(folder, parent -> parent != null, Path::getParent)
        .map(parent -> parent.resolve("target").resolve("postgres-binaries").resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No binaries of PostgreSQL %d: run mvn generate-test-resources -Dpostgres.versions=%d"
                        .formatted(version, version)));
  }

  private static InputStream binaries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      String name =
          zip.stream()
              .map(entry -> entry.getName())
              .filter(entry -> entry.endsWith(".txz"))
              .collect(Collectors.joining());
      return new ByteArrayInputStream(zip.getInputStream(zip.getEntry(name)).readAllBytes());
    }
  }

  private static void writeHostBasedAuthentication(File dataDirectory) {
    String roles =
        Stream.of(TestRole.values())
            .map(TestRole::hostBasedAuthentication)
            .collect(Collectors.joining());
    try {
      Files.writeString(
          dataDirectory.toPath().resolve("pg_hba.conf"), "local all all trust\n" + roles);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER), "certificates");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
