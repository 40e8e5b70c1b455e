package dev.postgreswire.testing;

import java.util.Optional;

/** A role of the {@link TestServer}, named after how it has to authenticate. */
public enum TestRole {
  /** The superuser, trusted. */
  ADMIN("postgres", "trust"),
  /** No password at all. */
  TRUST("trust_user", "trust"),
  /** Sends its password in the clear. */
  PASSWORD("password_user", "password"),
  /** Sends the salted MD5 hash of its password. */
  MD5("md5_user", "md5"),
  /** Authenticates by SASL; over TLS the server offers channel binding too. */
  SCRAM("scram_user", "scram-sha-256"),
  /** Shows a client certificate; not admitted without TLS. */
  CERT("cert_user", "cert"),
  /** Authenticates as {@link #SCRAM} does, and may replicate, physically and logically. */
  REPLICATION("replication_user", "scram-sha-256");

  private static final String SECRET = "secret";

  private final String userName;
  private final String method;

  TestRole(String userName, String method) {
    this.userName = userName;
    this.method = method;
  }

  /** The role's name in the server. */
  public String userName() {
    return userName;
  }

  /** The authentication method, as {@code pg_hba.conf} spells it. */
  public String method() {
    return method;
  }

  /** The password, if the role's method asks for one. */
  public Optional<String> password() {
    return switch (this) {
      case PASSWORD, MD5, SCRAM, REPLICATION -> Optional.of(SECRET);
      case ADMIN, TRUST, CERT -> Optional.empty();
    };
  }

  /** Whether the server turns this role away unless the connection is encrypted. */
  public boolean needsTls() {
    return this == CERT;
  }

  /** The lines of {@code pg_hba.conf} that are about this role. */
  String hostBasedAuthentication() {
    String databases = this == REPLICATION || this == ADMIN ? "all,replication" : "all";
    return "%s %s %s all %s%n"
        .formatted(needsTls() ? "hostssl" : "host", databases, userName, method);
  }

  /** What creates this role, apart from {@link #ADMIN}, whom initdb has created. */
  String createStatement() {
    String encryption = this == MD5 ? "md5" : "scram-sha-256";
    String attributes = this == REPLICATION ? " replication" : "";
    return "set password_encryption = '%s'; create role %s login%s%s"
        .formatted(
            encryption,
            userName,
            attributes,
            password().map(password -> " password '" + password + "'").orElse(""));
  }
}
