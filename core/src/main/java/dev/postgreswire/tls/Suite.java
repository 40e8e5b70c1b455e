package dev.postgreswire.tls;

import dev.postgreswire.recording.CipherSuites;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cipher suite says of the protection of records; how the keys were agreed on does not
 * matter to whoever has the secret.
 *
 * @param name the name in IANA's registry
 * @param mode how records are encrypted
 * @param keyLength how many bytes a key has
 * @param hash that of the key schedule
 * @param mac that of the records, in CBC mode
 */
record Suite(String name, Mode mode, int keyLength, Hash hash, Hash mac) {
  /** How records are encrypted. */
  enum Mode {
    GCM,
    CHACHA20_POLY1305,
    CBC
  }

  private static final Pattern SUPPORTED =
      Pattern.compile(
          "TLS_(\\w+_WITH_)?"
              + "(?:AES_(?<bits>128|256)_(?<mode>GCM|CBC)|CHACHA20_POLY1305)_(?<hash>SHA\\d*)");

  /** Returns the suite if records in it can be read, in the version of TLS it belongs to. */
  static Optional<Suite> of(int id, boolean tls13) {
    String name = CipherSuites.name(id);
    Matcher matcher = SUPPORTED.matcher(name);
    if (!matcher.matches() || tls13 != (matcher.group(1) == null)) {
      return Optional.empty();
    }
    String bits = matcher.group("bits");
    Mode mode = bits == null ? Mode.CHACHA20_POLY1305 : Mode.valueOf(matcher.group("mode"));
    int keyLength = bits == null ? 32 : Integer.parseInt(bits) / 8;
    Hash mac = hash(matcher.group("hash"));
    // Suites that are named after SHA-1 use it for records alone.
    return Optional.of(new Suite(name, mode, keyLength, mac == Hash.SHA1 ? Hash.SHA256 : mac, mac));
  }

  private static Hash hash(String name) {
    return name.equals("SHA") ? Hash.SHA1 : Hash.valueOf(name);
  }
}
