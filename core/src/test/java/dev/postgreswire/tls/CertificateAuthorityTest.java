package dev.postgreswire.tls;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other people's code makes of our certificates: the JDK's here, pgjdbc's in other tests. */
class CertificateAuthorityTest {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final CertificateAuthority authority = new CertificateAuthority();

  @Test
  void signsWithEd25519() throws Exception {
    X509Certificate leaf = leaf("localhost");
    assertThat(leaf.getSigAlgOID()).isEqualTo("1.3.101.112");
    leaf.verify(authority.certificate().getPublicKey());
    authority.certificate().verify(authority.certificate().getPublicKey());
  }

  @Test
  void certifiesAKeyThatAllClientsKnow() {
    CertificateAuthority.Issued issued = authority.issue(List.of("localhost"));
    assertThat(issued.keys().getPrivate().getAlgorithm()).isEqualTo("EC");
    assertThat(issued.chain().get(0).getPublicKey()).isEqualTo(issued.keys().getPublic());
    assertThat(issued.chain()).last().isEqualTo(authority.certificate());
  }

  @Test
  void namesTheServerInEachWay() throws Exception {
    assertThat(leaf("db.example.com", "127.0.0.1", "::1").getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            asList(DNS_NAME, "db.example.com"),
            asList(IP_ADDRESS, "127.0.0.1"),
            asList(IP_ADDRESS, "0:0:0:0:0:0:0:1"));
  }

  @Test
  void saysWhatEachMayBeUsedFor() throws Exception {
    assertThat(authority.certificate().getBasicConstraints()).isNotNegative();
    assertThat(authority.certificate().getKeyUsage()[5]).as("signs certificates").isTrue();
    X509Certificate leaf = leaf("localhost");
    assertThat(leaf.getBasicConstraints()).isNegative();
    assertThat(leaf.getKeyUsage()[0]).as("signs").isTrue();
    assertThat(leaf.getKeyUsage()[5]).as("signs certificates").isFalse();
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    leaf.checkValidity();
  }

  @Test
  void takesNoNameForAnAddress() {
    assertThatThrownBy(() -> leaf("127.0.0.1.5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.0.1.5");
  }

  @Test
  void openSslVerifiesThem(@TempDir Path folder) throws Exception {
    Tool openssl = Tool.of("openssl");
    Files.writeString(folder.resolve("authority.pem"), authority.pem());
    String leaf =
        Base64.getMimeEncoder().encodeToString(leaf("localhost", "127.0.0.1").getEncoded());
    Files.writeString(
        folder.resolve("leaf.pem"),
        "-----BEGIN CERTIFICATE-----\n" + leaf + "\n-----END CERTIFICATE-----\n");
    assertThat(
            openssl.run(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "localhost",
                "-CAfile",
                folder.resolve("authority.pem"),
                folder.resolve("leaf.pem")))
        .endsWith("leaf.pem: OK\n");
  }

  private X509Certificate leaf(String... hosts) {
    return authority.issue(List.of(hosts)).chain().get(0);
  }
}
