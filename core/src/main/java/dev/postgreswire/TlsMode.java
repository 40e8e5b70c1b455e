package dev.postgreswire;

/**
 * How a {@link WireRecorder} deals with TLS where no agent takes the sessions' secrets.
 *
 * <table>
 *   <caption>What stays true</caption>
 *   <tr><th>mode<th>the client<th>the server<th>lost</tr>
 *   <tr><td>{@link #PASS_THROUGH}<td>its own TLS<td>its own TLS<td>nothing, but without a key log
 *       the session cannot be read</tr>
 *   <tr><td>{@link #IN_DRIVER}<td>its own TLS<td>its own TLS<td>nothing; pgjdbc only</tr>
 *   <tr><td>{@link #ORIGINATE}<td>plaintext<td>TLS<td>channel binding (SCRAM-SHA-256-PLUS), client
 *       certificates, the client's own view of the server's certificate</tr>
 *   <tr><td>{@link #TERMINATE}<td>TLS with the recorder<td>TLS<td>the same</tr>
 * </table>
 */
public enum TlsMode {
  /**
   * As the target's URL says: where that insists on TLS ({@code sslmode=require}, {@code verify-ca}
   * or {@code verify-full}), {@link #ORIGINATE}; where it also requires channel binding or shows a
   * client's certificate, which that cannot do, {@link #IN_DRIVER}; else {@link #PASS_THROUGH}, as
   * for a recorder with a key log.
   */
  AUTOMATIC,

  /** The client's TLS is passed on as it is, and read as far as a key log has its secrets. */
  PASS_THROUGH,

  /**
   * The client's TLS is passed on as it is, and read inside pgjdbc: the URLs handed out have an
   * {@code sslfactory}, {@code dev.postgreswire.pgjdbc.RecordedSslFactory}.
   */
  IN_DRIVER,

  /**
   * The client speaks plaintext to the recorder, which speaks TLS to the server: the URLs handed
   * out have {@code sslmode=disable}. The server's certificate is verified as the target's URL
   * says. A client that uses TLS all the same is passed on as it is.
   */
  ORIGINATE,

  /**
   * The client's TLS ends at the recorder, which shows it a certificate of its own making ({@link
   * WireRecorder#certificateAuthority()}), and begins anew to the server. A client that prefers
   * channel binding does without, one that requires it refuses to log in; libpq cannot cope with
   * the certificate's Ed25519 signature ("could not find digest").
   */
  TERMINATE
}
