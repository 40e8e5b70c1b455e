package dev.postgreswire;

import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.loopback.ServerTls;
import dev.postgreswire.loopback.TlsIdentity;
import dev.postgreswire.loopback.TlsTermination;
import dev.postgreswire.loopback.TlsToServer;
import dev.postgreswire.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How one recorder deals with TLS, and the URLs that go with it. */
final class RecorderTls {
  private final TlsMode mode;
  private final UrlQuery query;
  private final CertificateAuthority authority;
  private final Path authorityFile;

  private RecorderTls(
      TlsMode mode, UrlQuery query, CertificateAuthority authority, Path authorityFile) {
    this.mode = mode;
    this.query = query;
    this.authority = authority;
    this.authorityFile = authorityFile;
  }

  /**
   * Decides.
   *
   * @throws IllegalArgumentException when the server's URL asks for what the mode cannot do
   */
  static RecorderTls of(WireTarget server, WireRecorderOptions options) throws IOException {
    UrlQuery query = UrlQuery.of(server.query());
    TlsMode mode = mode(query, options);
    if (mode == TlsMode.TERMINATE) {
      refuseBinding(mode, query);
      CertificateAuthority authority = new CertificateAuthority();
      Path file = Files.createTempFile("postgres-wire-authority-", ".pem");
      file.toFile().deleteOnExit();
      return new RecorderTls(mode, query, authority, Files.writeString(file, authority.pem()));
    }
    if (mode == TlsMode.ORIGINATE) {
      refuseBinding(mode, query);
    }
    return new RecorderTls(mode, query, null, null);
  }

  /** Returns whether sessions are passed on, and read by what the driver shows of them. */
  static boolean isReadInDriver(WireTarget server, WireRecorderOptions options) {
    return mode(UrlQuery.of(server.query()), options) == TlsMode.IN_DRIVER;
  }

  private static TlsMode mode(UrlQuery query, WireRecorderOptions options) {
    if (options.tls() != TlsMode.AUTOMATIC) {
      return options.tls();
    }
    if (options.keyLog().isPresent() || !query.insistsOnTls()) {
      return TlsMode.PASS_THROUGH;
    }
    return query.requiresChannelBinding() || query.showsCertificate()
        ? TlsMode.IN_DRIVER
        : TlsMode.ORIGINATE;
  }

  private static void refuseBinding(TlsMode mode, UrlQuery query) {
    if (query.requiresChannelBinding()) {
      throw new IllegalArgumentException(
          "channelBinding=require is not possible with TlsMode."
              + mode
              + ": the client does not see the server's own certificate, to which it would bind"
              + " SCRAM-SHA-256-PLUS. Use the agent or TlsMode.IN_DRIVER, which leave its TLS as it"
              + " is, or channelBinding=prefer");
    }
  }

  /** Returns the options of the loopback in front of {@code server}. */
  LoopbackOptions loopback(WireTarget server) throws IOException {
    LoopbackOptions options = LoopbackOptions.defaults();
    if (mode == TlsMode.ORIGINATE) {
      return options.withOrigination(TlsToServer.of(serverTls(), authorities()));
    }
    if (mode == TlsMode.TERMINATE) {
      List<String> hosts = List.of("localhost", "127.0.0.1", "::1", server.host());
      TlsIdentity identity = TlsIdentity.of(authority.issue(hosts));
      return options.withTermination(TlsTermination.of(identity, serverTls(), authorities()));
    }
    return options;
  }

  private ServerTls serverTls() {
    return switch (query.sslMode()) {
      case "disable" -> ServerTls.DISABLE;
      case "require" -> ServerTls.REQUIRE;
      case "verify-ca" -> ServerTls.VERIFY_CA;
      case "verify-full" -> ServerTls.VERIFY_FULL;
      default -> ServerTls.PREFER;
    };
  }

  /** Returns the file of which drivers and libpq take the authorities; null for Java's own. */
  private Path authorities() {
    Path usual = Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");
    return query
        .get("sslrootcert")
        .map(Path::of)
        .orElseGet(() -> Files.exists(usual) ? usual : null);
  }

  /** Returns what stands behind the {@code ?} of a JDBC URL through the recorder. */
  String jdbcQuery(WireTarget known) {
    UrlQuery asked = UrlQuery.of(known.query());
    return switch (mode) {
      case ORIGINATE -> asked.without("ssl", "sslnegotiation").with("sslmode", "disable").text();
      case TERMINATE -> trusting(asked).text();
      case IN_DRIVER ->
          asked
              .with("sslfactory", "dev.postgreswire.pgjdbc.RecordedSslFactory")
              .with("sslhostnameverifier", "dev.postgreswire.pgjdbc.ServerNameVerifier")
              .text();
      default -> known.query();
    };
  }

  /** Returns the same of an R2DBC URL. */
  String r2dbcQuery(WireTarget known) {
    UrlQuery asked = UrlQuery.of(known.query());
    return switch (mode) {
      case ORIGINATE -> asked.without("ssl").with("sslMode", "disable").text();
      case TERMINATE -> trusting(asked).text();
      default -> known.query();
    };
  }

  private UrlQuery trusting(UrlQuery asked) {
    return asked.verifiesServer() ? asked.with("sslrootcert", authorityFile.toString()) : asked;
  }

  /** Returns the certificate that clients have to trust, if TLS ends here. */
  Optional<String> authorityPem() {
    return Optional.ofNullable(authority).map(CertificateAuthority::pem);
  }
}
