package dev.postgreswire.recording;

/** How a client authenticated, as far as the wire shows. */
public enum AuthenticationMethod {
  /** The connection did not get that far, or it cannot be seen. */
  NONE,
  /** No challenge at all: {@code trust}, {@code peer}, {@code cert} or {@code ident}. */
  TRUST,
  /** The password itself, as {@code password}, {@code ldap}, {@code pam} and others ask for. */
  CLEARTEXT_PASSWORD,
  /** A salted MD5 hash of the password. */
  MD5,
  /** SCRAM-SHA-256 without channel binding. */
  SCRAM_SHA_256,
  /** SCRAM-SHA-256 bound to the TLS session. */
  SCRAM_SHA_256_PLUS,
  /** Kerberos by GSSAPI. */
  GSS,
  /** Windows' SSPI. */
  SSPI,
  /** A bearer token of OAuth 2, since PostgreSQL 18. */
  OAUTHBEARER,
  /** Something else, or a SASL mechanism was offered and the client chose none. */
  OTHER
}
