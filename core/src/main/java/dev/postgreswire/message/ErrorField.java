package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * A field of an error or a notice.
 *
 * @param code which one it is, such as {@code M} for the message; unknown ones are kept
 * @param value its text
 */
public record ErrorField(char code, String value) {
  static List<ErrorField> decodeAll(WireReader in) {
    return in.listUpToNul("fields", ErrorField::decode);
  }

  private static ErrorField decode(WireReader in) {
    char code = in.char8("code");
    return new ErrorField(code, in.cString("value"));
  }

  static void encodeAll(WireWriter out, List<ErrorField> fields) {
    fields.forEach(field -> out.int8(field.code).cString(field.value));
    out.int8(0);
  }

  /** Returns the name of the field in the manual in camel case, or its code when it is unknown. */
  public String name() {
    return switch (code) {
      case 'S' -> "localizedSeverity";
      case 'V' -> "severity";
      case 'C' -> "code";
      case 'M' -> "message";
      case 'D' -> "detail";
      case 'H' -> "hint";
      case 'P' -> "position";
      case 'p' -> "internalPosition";
      case 'q' -> "internalQuery";
      case 'W' -> "where";
      case 's' -> "schema";
      case 't' -> "table";
      case 'c' -> "column";
      case 'd' -> "dataType";
      case 'n' -> "constraint";
      case 'F' -> "file";
      case 'L' -> "line";
      case 'R' -> "routine";
      default -> String.valueOf(code);
    };
  }
}
