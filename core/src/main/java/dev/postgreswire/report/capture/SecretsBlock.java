package dev.postgreswire.report.capture;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the secrets that a capture has: lines of a key log in NSS's format. */
final class SecretsBlock {
  private static final Pattern LINE =
      Pattern.compile("([A-Z0-9_]+) ((?:[0-9a-fA-F]{2})+) ((?:[0-9a-fA-F]{2})+)");

  private SecretsBlock() {}

  /** Returns the secrets in a block; what is none is counted. */
  static List<TlsSecret> read(Block.Secrets block, Tally tally) {
    if (block.type() != Block.Secrets.TLS_KEY_LOG) {
      tally.skip("secrets of another kind than TLS's");
      return List.of();
    }
    return Bytes.copyOf(block.data())
        .toString(StandardCharsets.US_ASCII)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .flatMap(line -> secret(line, tally).stream())
        .toList();
  }

  private static Optional<TlsSecret> secret(String line, Tally tally) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      tally.skip("lines of secrets that are no lines of a key log");
      return Optional.empty();
    }
    return Optional.of(
        new TlsSecret(parts.group(1), Bytes.ofHex(parts.group(2)), Bytes.ofHex(parts.group(3))));
  }
}
