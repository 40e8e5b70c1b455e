package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the text of SASL messages: attributes with a comma between them. */
final class SaslReader {
  private final Bytes data;
  private final WireReader fields;
  private final int base;
  private int position;

  /**
   * Creates a reader.
   *
   * @param data what to read
   * @param fields keeps the fields; it stands where {@code data} begins
   */
  SaslReader(Bytes data, WireReader fields) {
    this.data = data;
    this.fields = fields;
    this.base = fields.position();
  }

  boolean atEnd() {
    return position == data.length();
  }

  /** Returns whether the next two characters are those of the attribute {@code name}. */
  boolean at(char name) {
    return position + 1 < data.length()
        && data.get(position) == name
        && data.get(position + 1) == '=';
  }

  /** Returns whether the separator of OAUTHBEARER is next. */
  boolean atSeparator() {
    return position < data.length() && data.get(position) == 1;
  }

  void expect(char character) {
    if (atEnd() || data.get(position) != character) {
      throw new MalformedMessageException("no '" + character + "'", position);
    }
    position++;
  }

  /** Reads up to {@code end}, which is not read, or up to the end. */
  String text(String field, char end) {
    int start = position;
    while (!atEnd() && data.get(position) != end) {
      position++;
    }
    return keep(field, start, data.slice(start, position - start).toString(StandardCharsets.UTF_8));
  }

  /** Reads the value of the attribute {@code name}. */
  String attribute(String field, char name) {
    expect(name);
    expect('=');
    return text(field, ',');
  }

  /** Reads the value of the attribute {@code name}, which is in Base64. */
  Bytes base64(String field, char name) {
    expect(name);
    expect('=');
    int start = position;
    while (!atEnd() && data.get(position) != ',') {
      position++;
    }
    String text = data.slice(start, position - start).toString(StandardCharsets.ISO_8859_1);
    try {
      return keep(field, start, Bytes.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(field + " is not Base64", start);
    }
  }

  /** Reads the value of the attribute {@code name}, which is a number. */
  int number(String field, char name) {
    expect(name);
    expect('=');
    int start = position;
    long value = 0;
    while (!atEnd() && data.get(position) != ',') {
      int digit = data.get(position++) - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE) {
        throw new MalformedMessageException(field + " is no number", start);
      }
    }
    return keep(field, start, (int) value);
  }

  /** Reads the flag of the GS2 header (RFC 5801): {@code n}, {@code y} or {@code p}. */
  String gs2Flag() {
    int start = position;
    if (atEnd() || "nyp".indexOf(data.get(position)) < 0) {
      throw new MalformedMessageException("no gs2Flag", start);
    }
    position++;
    return keep("gs2Flag", start, String.valueOf((char) data.get(start)));
  }

  /** Reads the type of channel binding, which a GS2 header has with flag {@code p}. */
  Optional<String> channelBindingType(String gs2Flag) {
    if (!gs2Flag.equals("p")) {
      return Optional.empty();
    }
    expect('=');
    return Optional.of(text("channelBindingType", ','));
  }

  /** Reads the authorization identity, which a GS2 header may have between its commas. */
  Optional<String> authzid() {
    expect(',');
    Optional<String> authzid = at('a') ? Optional.of(attribute("authzid", 'a')) : Optional.empty();
    expect(',');
    return authzid;
  }

  /** Reads attributes, each after a comma, until the end or until {@code last}. */
  List<ScramAttribute> extensions(char last) {
    List<ScramAttribute> extensions = new ArrayList<>();
    while (!atEnd()) {
      expect(',');
      if (at(last)) {
        position--;
        break;
      }
      char name = atEnd() ? ',' : (char) data.get(position);
      String field = "extensions[" + extensions.size() + "].value";
      extensions.add(new ScramAttribute(name, attribute(field, name)));
    }
    return extensions;
  }

  private <T> T keep(String field, int start, T value) {
    fields.inner(field, base + start, position - start, value);
    return value;
  }
}
