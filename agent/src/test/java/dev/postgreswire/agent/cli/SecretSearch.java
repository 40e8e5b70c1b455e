package dev.postgreswire.agent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Looks for secrets in files: as they are, in hex, in Base64 at any offset, and in what is hidden
 * in Base64, compressed or not.
 */
final class SecretSearch {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");

  /** What is shorter would be found by chance. */
  private static final int LEAST_FOR_BASE64 = 8;

  private final Map<String, byte[]> secrets = new LinkedHashMap<>();

  void add(String name, byte[] secret) {
    secrets.put(name, secret);
  }

  Set<String> names() {
    return secrets.keySet();
  }

  /** Returns what is found, by name and form. */
  Set<String> in(byte[] content) {
    Set<String> found = new LinkedHashSet<>();
    List<String> layers = new ArrayList<>();
    unfold(content, layers, 0);
    for (String layer : layers) {
      secrets.forEach(
          (name, secret) ->
              forms(secret)
                  .forEach(
                      (form, text) -> {
                        if (layer.contains(text)) {
                          found.add(name + ", " + form);
                        }
                      }));
    }
    return found;
  }

  private static void unfold(byte[] content, List<String> layers, int depth) {
    String text = new String(content, ISO_8859_1);
    layers.add(text);
    if (depth == 3) {
      return;
    }
    Matcher matcher = BASE64.matcher(text);
    while (matcher.find()) {
      String digits = matcher.group();
      String whole = digits.substring(0, digits.length() - digits.length() % 4);
      byte[] inside =
          Base64.getDecoder().decode(whole.replaceAll("=+$", "").isEmpty() ? "" : fit(whole));
      layers.add(new String(inside, ISO_8859_1));
      if (inside.length > 2 && inside[0] == 0x1f && (inside[1] & 0xFF) == 0x8b) {
        unfold(inflate(inside), layers, depth + 1);
      }
    }
  }

  private static String fit(String digits) {
    String bare = digits.replaceAll("=+$", "");
    return bare.length() % 4 == 1 ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static byte[] inflate(byte[] compressed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("what begins as gzip is not gzip", e);
    }
  }

  private static Map<String, String> forms(byte[] secret) {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("as it is", new String(secret, ISO_8859_1));
    forms.put("hex", HexFormat.of().formatHex(secret));
    forms.put("HEX", HexFormat.of().withUpperCase().formatHex(secret));
    forms.put("hex with spaces", HexFormat.ofDelimiter(" ").formatHex(secret));
    if (secret.length >= LEAST_FOR_BASE64) {
      for (int offset = 0; offset < 3; offset++) {
        forms.put("Base64, offset " + offset, base64(secret, offset));
      }
    }
    return forms;
  }

  /** Returns the digits that depend on nothing but the secret when it begins at that offset. */
  private static String base64(byte[] secret, int offset) {
    byte[] shifted = new byte[offset + secret.length];
    System.arraycopy(secret, 0, shifted, offset, secret.length);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int last = shifted.length % 3 == 0 ? 0 : 1;
    return digits.substring(offset == 0 ? 0 : offset + 1, digits.length() - last);
  }
}
