/**
 * Reads recorded TLS sessions from outside, given their secrets.
 *
 * <p>Start with {@link dev.postgreswire.tls.KeyLog}, which knows the secrets and begins to read a
 * session, and with {@link dev.postgreswire.tls.KeyLogFile}, which follows a key log that a client
 * is writing.
 *
 * <p>TLS 1.2 and 1.3 with AES-GCM and ChaCha20-Poly1305, and AES-CBC in 1.2, are read. Nothing is
 * guessed: every record is authenticated before anything of it is passed on, and what cannot be
 * read says why.
 *
 * <p>And makes certificates for a recorder at which TLS ends: {@link
 * dev.postgreswire.tls.CertificateAuthority}.
 *
 * <p>What holds here: whatever the bytes are, a session never throws; and it keeps no more than the
 * handshake message under way.
 */
package dev.postgreswire.tls;
