package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a line of a key log. What it says of one that is none does not show a secret. */
final class KeyLogLine {
  private static final Pattern SPACE = Pattern.compile("[ \t]+");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]*");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final int RANDOM_DIGITS = 64;
  private static final int MASTER_SECRET_DIGITS = 96;

  /** Their secrets are as long as a hash: SHA-256 or SHA-384. */
  private static final Set<String> TRAFFIC_SECRETS =
      Set.of(
          "CLIENT_EARLY_TRAFFIC_SECRET",
          "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
          "SERVER_HANDSHAKE_TRAFFIC_SECRET",
          "CLIENT_TRAFFIC_SECRET_0",
          "SERVER_TRAFFIC_SECRET_0");

  private KeyLogLine() {}

  /** The line is none of a key log. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String what) {
      super(what, null, false, false);
    }
  }

  /** Returns whether there is nothing in the line: it is blank, or a comment. */
  static boolean isEmpty(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }

  /** Returns whether the line is right, but says nothing that can be found on the wire. */
  static boolean isOfNoUse(String line) {
    // By the encrypted premaster secret, or as the JDK's debug output has it, by the session's id.
    return line.strip().matches("(RSA|PMS_CLIENT_RANDOM)[ \t].*");
  }

  /** Reads a line in which there is something. */
  static TlsSecret read(String line) throws Fault {
    String[] words = SPACE.split(line.strip(), -1);
    check(line.indexOf('\0') < 0, "is not text in ASCII or UTF-8");
    check(LABEL.matcher(words[0]).matches() && !isHex(words[0]), "does not begin with a label");
    check(words.length == 3, "has " + words.length + " words after spaces, not 3");
    String random = hex(words[1], "client random");
    check(
        random.length() == RANDOM_DIGITS,
        "has a client random of %d digits, not 64".formatted(random.length()));
    String secret = hex(words[2], "secret");
    checkLength(words[0], secret.length());
    return new TlsSecret(words[0], Bytes.ofHex(random), Bytes.ofHex(secret));
  }

  private static void checkLength(String label, int digits) throws Fault {
    if (label.equals("CLIENT_RANDOM")) {
      check(
          digits == MASTER_SECRET_DIGITS,
          "has a master secret of %d digits, not 96".formatted(digits));
    } else if (TRAFFIC_SECRETS.contains(label)) {
      check(
          digits == 2 * Hash.SHA256.length() || digits == 2 * Hash.SHA384.length(),
          "has a traffic secret of %d digits, neither 64 nor 96".formatted(digits));
    }
    check(digits > 0 && digits % 2 == 0, "has a secret with an odd number of digits");
  }

  private static String hex(String word, String name) throws Fault {
    check(isHex(word), "has a " + name + " that is not hexadecimal");
    return word.toLowerCase(Locale.ROOT);
  }

  private static boolean isHex(String word) {
    return HEX.matcher(word).matches();
  }

  private static void check(boolean right, String what) throws Fault {
    if (!right) {
      throw new Fault(what);
    }
  }
}
