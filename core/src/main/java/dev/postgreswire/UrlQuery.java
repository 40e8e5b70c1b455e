package dev.postgreswire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands behind {@code ?} in a URL. The case of names does not matter: JDBC's {@code sslmode}
 * is R2DBC's {@code sslMode}.
 */
final class UrlQuery {
  private static final Set<String> INSISTING = Set.of("require", "verify-ca", "verify-full");

  private final List<Parameter> parameters;

  /** A parameter, as it is written. */
  private record Parameter(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }

    String text() {
      return value == null ? name : name + "=" + value;
    }
  }

  private UrlQuery(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  static UrlQuery of(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String each : text.split("&", -1)) {
      if (!each.isEmpty()) {
        int equals = each.indexOf('=');
        parameters.add(
            equals < 0
                ? new Parameter(each, null)
                : new Parameter(each.substring(0, equals), each.substring(equals + 1)));
      }
    }
    return new UrlQuery(parameters);
  }

  /** Returns what a parameter is set to; the empty string where it is only named. */
  Optional<String> get(String name) {
    return parameters.stream()
        .filter(each -> each.is(name))
        .reduce((first, last) -> last)
        .map(
            each ->
                each.value == null ? "" : URLDecoder.decode(each.value, StandardCharsets.UTF_8));
  }

  /** Returns the {@code sslmode}, also where an old {@code ssl=true} says it; else nothing. */
  String sslMode() {
    Optional<String> old =
        get("ssl").filter(value -> value.isEmpty() || value.equalsIgnoreCase("true"));
    return get("sslmode")
        .or(() -> old.map(value -> "verify-full"))
        .map(mode -> mode.toLowerCase(Locale.ROOT).replace('_', '-'))
        .orElse("");
  }

  boolean insistsOnTls() {
    return INSISTING.contains(sslMode());
  }

  boolean verifiesServer() {
    return sslMode().startsWith("verify-");
  }

  boolean requiresChannelBinding() {
    return get("channelbinding").filter(value -> value.equalsIgnoreCase("require")).isPresent();
  }

  boolean showsCertificate() {
    return get("sslcert").isPresent() || get("sslkey").isPresent();
  }

  /** Returns the same without some parameters. */
  UrlQuery without(String... names) {
    List<Parameter> kept = new ArrayList<>(parameters);
    for (String name : names) {
      kept.removeIf(each -> each.is(name));
    }
    return new UrlQuery(kept);
  }

  /** Returns the same with a parameter that is set anew; it keeps its place and its spelling. */
  UrlQuery with(String name, String value) {
    String written = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2F", "/");
    List<Parameter> changed = new ArrayList<>();
    boolean found = false;
    for (Parameter each : parameters) {
      if (!each.is(name)) {
        changed.add(each);
      } else if (!found) {
        found = true;
        changed.add(new Parameter(each.name, written));
      }
    }
    if (!found) {
      changed.add(new Parameter(name, written));
    }
    return new UrlQuery(changed);
  }

  String text() {
    return parameters.stream().map(Parameter::text).collect(Collectors.joining("&"));
  }
}
