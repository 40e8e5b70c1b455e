package dev.postgreswire.agent.cli;

import dev.postgreswire.loopback.ServerTls;
import dev.postgreswire.loopback.TlsIdentity;
import dev.postgreswire.loopback.TlsTermination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How a proxy reads what is encrypted. */
final class TlsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "Decrypt TLS, which passes through as it is, by the secrets that the client writes into"
              + " this file while it runs: libpq 18 with sslkeylogfile=FILE, 'node"
              + " --tls-keylog=FILE', and others with SSLKEYLOGFILE=FILE in their environment. The"
              + " file need not be there yet.")
  private Path keyLog;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Let the client's TLS end here, with this certificate (PEM, its chain behind it). With"
              + " the server's own certificate and key every client works; with another, clients"
              + " have to trust it, and log in without channel binding.")
  private Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM, not encrypted).")
  private Path key;

  @Option(
      names = "--server-tls",
      paramLabel = "MODE",
      converter = Mode.class,
      description =
          "Where TLS ends here: prefer (the default) uses TLS to the server if that offers it and"
              + " does not verify its certificate, disable does not use it, require does without"
              + " none, verify-ca verifies the certificate, verify-full its name, too.")
  private ServerTls serverTls;

  @Option(
      names = "--server-ca",
      paramLabel = "FILE",
      description =
          "The authorities that are trusted then (PEM). Without it: those that Java trusts.")
  private Path serverAuthorities;

  TlsOptions() {}

  /** Returns the key log to follow. */
  Optional<Path> keyLog() {
    return Optional.ofNullable(keyLog);
  }

  /**
   * Returns how TLS ends here, if it does.
   *
   * @throws ParameterException when one option lacks another
   * @throws Failure when a file cannot be used
   */
  Optional<TlsTermination> termination() {
    if ((certificate == null) != (key == null)) {
      throw wrong(
          (key == null ? "--tls-certificate" : "--tls-key")
              + " needs "
              + (key == null ? "--tls-key" : "--tls-certificate")
              + "; both may be in one file");
    }
    if (certificate == null) {
      if (serverTls != null || serverAuthorities != null) {
        throw wrong(
            "--server-tls and --server-ca are for TLS that ends here, with --tls-certificate;"
                + " otherwise the client's own TLS goes to the server");
      }
      return Optional.empty();
    }
    if (serverAuthorities != null && (serverTls == null || !serverTls.verifies())) {
      throw wrong("--server-ca verifies nothing without --server-tls verify-ca or verify-full");
    }
    return Optional.of(read());
  }

  private TlsTermination read() {
    try {
      return TlsTermination.of(
          TlsIdentity.read(certificate, key),
          serverTls == null ? ServerTls.PREFER : serverTls,
          serverAuthorities);
    } catch (IOException e) {
      throw new Failure(Failure.reason(e), e);
    }
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private static final class Mode implements ITypeConverter<ServerTls> {
    @Override
    public ServerTls convert(String text) {
      try {
        return ServerTls.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "\"" + text + "\" is none of prefer, disable, require, verify-ca and verify-full");
      }
    }
  }
}
