package dev.postgreswire.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in the forms in which openssl and others leave them behind. */
class TlsIdentityTest {
  @TempDir static Path folder;
  private static OpenSsl openssl;

  @BeforeAll
  static void makeKeys() throws Exception {
    openssl = new OpenSsl(folder);
    openssl.selfSigned("rsa", "rsa:2048");
    openssl.selfSigned("rsa4096", "rsa:4096");
    openssl.selfSigned("ec", "ec -pkeyopt ec_paramgen_curve:prime256v1");
    openssl.selfSigned("ec384", "ec -pkeyopt ec_paramgen_curve:secp384r1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "rsa4096", "ec", "ec384"})
  void readsPkcs8(String name) throws Exception {
    assertThat(openssl.file(name + ".key")).content().startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(read(name, name + ".key").certificate().getSubjectX500Principal())
        .hasToString("CN=" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, -----BEGIN RSA PRIVATE KEY-----",
    "rsa4096, -----BEGIN RSA PRIVATE KEY-----",
    "ec, -----BEGIN EC PRIVATE KEY-----",
    "ec384, -----BEGIN EC PRIVATE KEY-----"
  })
  void readsTheTraditionalForms(String name, String firstLine) throws Exception {
    String file = name + "-traditional.key";
    openssl.run("pkey -in %s.key -traditional -out %s".formatted(name, file));
    assertThat(openssl.file(file)).content().startsWith(firstLine);

    assertThat(read(name, file).keyManagers()).isNotEmpty();
  }

  /** As {@code openssl ecparam -genkey} writes them, and with what people add. */
  @Test
  void overlooksParametersAndText() throws Exception {
    openssl.run("ecparam -name prime256v1 -genkey -out parameters.key");
    openssl.run("req -x509 -key parameters.key -out parameters.crt -days 30 -subj /CN=parameters");
    assertThat(openssl.file("parameters.key")).content().startsWith("-----BEGIN EC PARAMETERS");
    String certificate = Files.readString(openssl.file("parameters.crt"));
    Files.writeString(
        openssl.file("parameters.crt"),
        "Für die Datenbank\r\n" + certificate.replace("\n", "\r\n"));

    assertThat(read("parameters", "parameters.key").keyManagers()).isNotEmpty();
  }

  @Test
  void readsAChainAndTheKeyFromOneFile() throws Exception {
    openssl.signed("leaf", "rsa:2048", "ec");
    Files.writeString(
        openssl.file("all.pem"),
        Files.readString(openssl.file("leaf.crt"))
            + Files.readString(openssl.file("ec.crt"))
            + Files.readString(openssl.file("leaf.key")));

    TlsIdentity identity = TlsIdentity.read(openssl.file("all.pem"), openssl.file("all.pem"));
    assertThat(identity.certificate().getSubjectX500Principal()).hasToString("CN=leaf");
    assertThat(identity.hasEndPointHash()).isTrue();
  }

  /** RFC 5929 knows no hash for it, so nobody can bind to it. */
  @Test
  void knowsThatNobodyBindsToEdwardsSignatures() throws Exception {
    openssl.selfSigned("ed25519", "ed25519");
    openssl.signed("unbound", "rsa:2048", "ed25519");
    assertThat(read("unbound", "unbound.key").hasEndPointHash()).isFalse();
  }

  @Test
  void refusesEncryptedKeys() throws Exception {
    openssl.run("pkey -in rsa.key -aes256 -passout pass:secret -out encrypted.key");
    openssl.run("rsa -in rsa.key -traditional -aes256 -passout pass:secret -out old.key");
    for (String file : new String[] {"encrypted.key", "old.key"}) {
      assertThatThrownBy(() -> read("rsa", file))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "%s: the private key is encrypted, and there is nobody to ask for its password; make"
                  + " a copy without: openssl pkey -in %s -out plain.key",
              openssl.file(file), openssl.file(file));
    }
  }

  @Test
  void refusesTheKeyOfAnother() throws Exception {
    openssl.selfSigned("other", "rsa:2048");
    for (String file : new String[] {"other.key", "ec.key"}) {
      assertThatThrownBy(() -> read("rsa", file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              openssl.file(file)
                  + ": the private key does not belong to the certificate, the first one in its"
                  + " file: CN=rsa, which has RSA");
    }
    assertThatThrownBy(() -> read("ec", "ec384.key")).hasMessageContaining("does not belong");
  }

  @Test
  void saysWhatIsInAFileInstead() throws Exception {
    assertThatThrownBy(() -> TlsIdentity.read(openssl.file("rsa.key"), openssl.file("rsa.key")))
        .hasMessage(
            openssl.file("rsa.key")
                + ": no certificate in it, but PRIVATE KEY; one begins with"
                + " -----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> read("rsa", "rsa.crt"))
        .hasMessage(
            openssl.file("rsa.crt")
                + ": no private key in it, but CERTIFICATE; one begins with"
                + " -----BEGIN PRIVATE KEY-----");
    openssl.run("x509 -in rsa.crt -outform DER -out rsa.der");
    assertThatThrownBy(() -> TlsIdentity.read(openssl.file("rsa.der"), openssl.file("rsa.key")))
        .hasMessageStartingWith(openssl.file("rsa.der") + ": not a PEM file");
    assertThatThrownBy(() -> read("rsa", "missing.key")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void saysWhatIsDamaged() throws Exception {
    Files.writeString(
        openssl.file("odd.key"), "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> read("rsa", "odd.key"))
        .hasMessageStartingWith(
            openssl.file("odd.key") + ": the PRIVATE KEY in it is not valid Base64");
    Files.writeString(
        openssl.file("odd.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> TlsIdentity.read(openssl.file("odd.crt"), openssl.file("rsa.key")))
        .hasMessageStartingWith(openssl.file("odd.crt") + ": a certificate in it cannot be read");
  }

  private static TlsIdentity read(String certificate, String key) throws IOException {
    return TlsIdentity.read(openssl.file(certificate + ".crt"), openssl.file(key));
  }
}
