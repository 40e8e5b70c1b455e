package dev.postgreswire.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The character sets of {@code client_encoding}.
 *
 * <p>Source: {@code src/common/encnames.c}. The few that Java does not have are read as ISO 8859-1,
 * which keeps every byte.
 */
final class ClientEncoding {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("utf8", "UTF-8"),
          Map.entry("unicode", "UTF-8"),
          Map.entry("sqlascii", "UTF-8"),
          Map.entry("latin1", "ISO-8859-1"),
          Map.entry("iso88591", "ISO-8859-1"),
          Map.entry("latin2", "ISO-8859-2"),
          Map.entry("iso88592", "ISO-8859-2"),
          Map.entry("latin3", "ISO-8859-3"),
          Map.entry("iso88593", "ISO-8859-3"),
          Map.entry("latin4", "ISO-8859-4"),
          Map.entry("iso88594", "ISO-8859-4"),
          Map.entry("latin5", "ISO-8859-9"),
          Map.entry("iso88599", "ISO-8859-9"),
          Map.entry("latin6", "ISO-8859-10"),
          Map.entry("iso885910", "ISO-8859-10"),
          Map.entry("latin7", "ISO-8859-13"),
          Map.entry("iso885913", "ISO-8859-13"),
          Map.entry("latin8", "ISO-8859-14"),
          Map.entry("iso885914", "ISO-8859-14"),
          Map.entry("latin9", "ISO-8859-15"),
          Map.entry("iso885915", "ISO-8859-15"),
          Map.entry("latin10", "ISO-8859-16"),
          Map.entry("iso885916", "ISO-8859-16"),
          Map.entry("iso88595", "ISO-8859-5"),
          Map.entry("iso88596", "ISO-8859-6"),
          Map.entry("iso88597", "ISO-8859-7"),
          Map.entry("iso88598", "ISO-8859-8"),
          Map.entry("win866", "IBM866"),
          Map.entry("alt", "IBM866"),
          Map.entry("windows866", "IBM866"),
          Map.entry("win874", "x-windows-874"),
          Map.entry("windows874", "x-windows-874"),
          Map.entry("koi8", "KOI8-R"),
          Map.entry("koi8r", "KOI8-R"),
          Map.entry("koi8u", "KOI8-U"),
          Map.entry("win", "windows-1251"),
          Map.entry("tcvn", "windows-1258"),
          Map.entry("tcvn5712", "windows-1258"),
          Map.entry("abc", "windows-1258"),
          Map.entry("vscii", "windows-1258"),
          Map.entry("eucjp", "EUC-JP"),
          Map.entry("euccn", "GB2312"),
          Map.entry("euckr", "EUC-KR"),
          Map.entry("euctw", "x-EUC-TW"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("shiftjis", "windows-31j"),
          Map.entry("mskanji", "windows-31j"),
          Map.entry("win932", "windows-31j"),
          Map.entry("windows932", "windows-31j"),
          Map.entry("shiftjis2004", "x-SJIS_0213"),
          Map.entry("big5", "x-windows-950"),
          Map.entry("win950", "x-windows-950"),
          Map.entry("windows950", "x-windows-950"),
          Map.entry("gbk", "x-mswin-936"),
          Map.entry("win936", "x-mswin-936"),
          Map.entry("windows936", "x-mswin-936"),
          Map.entry("uhc", "x-windows-949"),
          Map.entry("win949", "x-windows-949"),
          Map.entry("windows949", "x-windows-949"),
          Map.entry("gb18030", "GB18030"),
          Map.entry("johab", "x-Johab"),
          Map.entry("eucjis2004", "-"),
          Map.entry("muleinternal", "-"));

  private ClientEncoding() {}

  /**
   * Returns the character set of {@code name}, whose case and punctuation do not matter; empty when
   * PostgreSQL does not know it either.
   */
  static Optional<Charset> charset(String name) {
    String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String java = NAMES.get(key);
    if (java == null && key.matches("win(dows)?125[0-8]")) {
      java = "windows-" + key.substring(key.length() - 4);
    }
    return Optional.ofNullable(java).map(ClientEncoding::supported);
  }

  private static Charset supported(String name) {
    return !name.equals("-") && Charset.isSupported(name)
        ? Charset.forName(name)
        : StandardCharsets.ISO_8859_1;
  }
}
