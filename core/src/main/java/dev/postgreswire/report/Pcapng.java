package dev.postgreswire.report;

import java.io.OutputStream;

/**
 * Writes what went over the wire as a capture that Wireshark, tshark and their like open: pcapng,
 * with the packets in which TCP could have carried the bytes.
 *
 * <p>The packets have the recording's times, in nanoseconds, and the real server's port; where that
 * is not 5432, tshark asks for {@code -d tcp.port==PORT,pgsql}. A connection begins with a TCP
 * handshake, unless its beginning was not seen, and ends with FIN or RST, as it did. Bytes that
 * were not recorded are missing segments. An address that the recording does not know is one of
 * those reserved for documentation ({@code 192.0.2.x} for servers, {@code 198.51.100.x} for
 * clients, {@code 2001:db8::} in IPv6); a comment on the first packet says so. Comments have as
 * well what else the recording has to say: who opened the connection, remarks, what could not be
 * decoded.
 *
 * <p>The bytes are those of the wire, save that in what is not encrypted passwords, proofs, tokens
 * and keys are overwritten with asterisks, as is what could not be decoded and might hold them; all
 * lengths stay. {@link #unsafeWithSecrets()} leaves them.
 *
 * <p>TLS is there as it was, encrypted, and so are the secrets of the sessions that are known, in a
 * Decryption Secrets Block: <b>whoever has the file can read these sessions, with the passwords in
 * them</b>. {@link #withoutTlsSecrets()} leaves that block out.
 *
 * <p>Immutable: every setting gives a new one.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html">pcapng</a>
 */
public final class Pcapng implements RecordingFormat {
  private final boolean unsafe;
  private final boolean tlsSecrets;

  private Pcapng(boolean unsafe, boolean tlsSecrets) {
    this.unsafe = unsafe;
    this.tlsSecrets = tlsSecrets;
  }

  /** Returns the format, with secrets masked in plaintext and the secrets of TLS sessions. */
  public static Pcapng masked() {
    return new Pcapng(false, true);
  }

  /** Returns one that writes passwords, proofs, tokens and keys as they are. Mind where it goes. */
  public Pcapng unsafeWithSecrets() {
    return new Pcapng(true, tlsSecrets);
  }

  /** Returns one without the secrets of TLS sessions, which nobody can decrypt from the file. */
  public Pcapng withoutTlsSecrets() {
    return new Pcapng(unsafe, false);
  }

  @Override
  public FormatWriter to(OutputStream out) {
    return new PcapngWriter(new PcapngBlocks(out), unsafe, tlsSecrets);
  }
}
