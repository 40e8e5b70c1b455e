package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What a file is that is no capture: by its first bytes, with what to do about it. */
enum FileKind {
  GZIP("1f8b", "compressed twice by gzip; decompress it once"),
  BZIP2("425a68", "compressed by bzip2; decompress it first: bunzip2"),
  XZ("fd377a585a00", "compressed by xz; decompress it first: unxz"),
  ZSTD("28b52ffd", "compressed by Zstandard; decompress it first: unzstd"),
  LZ4("04224d18", "compressed by LZ4; decompress it first: unlz4"),
  ZIP("504b0304", "a zip archive; unpack it first"),
  SEVEN_ZIP("377abcaf271c", "a 7-Zip archive; unpack it first"),
  SNOOP("736e6f6f7000", "a capture in the snoop format" + Advice.CONVERT),
  NETWORK_MONITOR("474d4255", "a capture of Microsoft Network Monitor" + Advice.CONVERT),
  NETWORK_MONITOR_1("52545353", "a capture of Microsoft Network Monitor" + Advice.CONVERT),
  PNG("89504e47", "a PNG picture" + Advice.NO_CAPTURE),
  JPEG("ffd8ff", "a JPEG picture" + Advice.NO_CAPTURE),
  PDF("25504446", "a PDF document" + Advice.NO_CAPTURE),
  ELF("7f454c46", "a program" + Advice.NO_CAPTURE),
  CLASS("cafebabe", "a Java class" + Advice.NO_CAPTURE),
  EMPTY("", "empty: nothing was captured, or whoever writes it has not begun yet"),
  TEXT(
      "",
      "text, not a capture. text2pcap makes a capture of a hex dump; a trace, JSON Lines and HTML"
          + " are made of captures and are not read back"),
  UNKNOWN("", "of a format that is not known" + Advice.NO_CAPTURE);

  /** How much of a file is enough to tell. */
  static final int ENOUGH = 512;

  private final String magic;
  private final String description;

  FileKind(String magic, String description) {
    this.magic = magic;
    this.description = description;
  }

  /** Returns what a file is, given its first bytes. */
  static FileKind of(Bytes start) {
    if (start.isEmpty()) {
      return EMPTY;
    }
    return Stream.of(values())
        .filter(kind -> !kind.magic.isEmpty() && start.startsWith(Bytes.ofHex(kind.magic)))
        .findFirst()
        .orElseGet(() -> isText(start) ? TEXT : UNKNOWN);
  }

  /** Returns what to say after the file's name and "is". */
  String description() {
    return description;
  }

  private static boolean isText(Bytes start) {
    String text = start.toString(StandardCharsets.UTF_8);
    boolean cut = start.length() == ENOUGH; // and with it, perhaps, the last character
    return text.substring(0, text.length() - (cut ? 1 : 0))
        .chars()
        .allMatch(c -> (c >= ' ' && c != '\uFFFD') || Character.isWhitespace(c));
  }

  private static final class Advice {
    static final String NO_CAPTURE =
        ", not a capture; pcap and pcapng are read, as tcpdump -w and Wireshark write them";
    static final String CONVERT = "; convert it to one that is read: editcap IN OUT.pcapng";
  }
}
