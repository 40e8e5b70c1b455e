package dev.postgreswire.recording;

/** Who sent a statement on a connection without TLS, where TLS would be decrypted. */
class WrittenBesideTlsTest extends WrittenByTest {
  @Override
  TlsDecryptor.Source decryptors() {
    return new XorTls();
  }
}
