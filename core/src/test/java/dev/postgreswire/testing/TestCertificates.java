package dev.postgreswire.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority, the server's certificate and a client's, made anew for this JVM by the
 * JDK's own keytool, so that the tests need neither OpenSSL nor keys in the repository.
 *
 * @param authority the authority's certificate, PEM
 * @param server the server's certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}
 * @param serverKey the server's private key, PKCS #8, PEM
 * @param client the certificate of {@link TestRole#CERT}, PEM
 * @param clientKey its private key, PKCS #8, PEM, as libpq reads it
 * @param clientStore both of them, named {@code user}, in a PKCS #12 file, as pgjdbc reads it
 */
public record TestCertificates(
    Path authority, Path server, Path serverKey, Path client, Path clientKey, Path clientStore) {

  /** The password of {@link #clientStore()}. */
  public static final String STORE_PASSWORD = "secret";

  private static final char[] SECRET = STORE_PASSWORD.toCharArray();

  /** Makes them in a folder, which only its owner should be able to read. */
  static TestCertificates createIn(Path folder) {
    try {
      Path all = folder.resolve("all.p12");
      generate(all, "authority", "-ext", "bc:c");
      String names = "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";
      generate(all, "localhost", "-signer", "authority", "-ext", names);
      generate(all, TestRole.CERT.userName(), "-signer", "authority");
      return export(load(all), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void generate(Path store, String name, String... more) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair"));
    command.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-validity", "3650"));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    // The same on all JDKs; pgjdbc-ng binds channels by SHA-256, whatever the certificate says.
    command.addAll(List.of("-sigalg", "SHA256withECDSA"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (exitStatus(process) != 0) {
      throw new IOException(String.join(" ", command) + System.lineSeparator() + output);
    }
  }

  private static int exitStatus(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET);
    }
    return keys;
  }

  private static TestCertificates export(KeyStore keys, Path folder)
      throws IOException, GeneralSecurityException {
    String client = TestRole.CERT.userName();
    return new TestCertificates(
        writePem(folder.resolve("authority.crt"), keys.getCertificate("authority")),
        writePem(folder.resolve("server.crt"), keys.getCertificate("localhost")),
        writePem(folder.resolve("server.key"), keys.getKey("localhost", SECRET)),
        writePem(folder.resolve("client.crt"), keys.getCertificate(client)),
        writePem(folder.resolve("client.key"), keys.getKey(client, SECRET)),
        writeStore(
            folder.resolve("client.p12"),
            keys.getKey(client, SECRET),
            keys.getCertificateChain(client)));
  }

  private static Path writePem(Path file, Certificate certificate)
      throws IOException, GeneralSecurityException {
    return writePem(file, "CERTIFICATE", certificate.getEncoded());
  }

  private static Path writePem(Path file, Key key) throws IOException {
    return writePem(file, "PRIVATE KEY", key.getEncoded());
  }

  private static Path writePem(Path file, String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.createFile(file, ownerOnly(file));
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
  }

  /** The server refuses a key that others may read. */
  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Path writeStore(Path file, Key key, Certificate[] chain)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("user", key, SECRET, chain);
    try (OutputStream out = Files.newOutputStream(file)) {
      keys.store(out, SECRET);
    }
    return file;
  }
}
