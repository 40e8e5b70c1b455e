package dev.postgreswire.recording;

/** Connections without TLS, not all of whose bytes were seen, where TLS would be decrypted. */
class GapBesideTlsTest extends GapTest {
  @Override
  TlsDecryptor.Source decryptors() {
    return new XorTls();
  }
}
