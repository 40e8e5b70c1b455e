package dev.postgreswire.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page's own files: {@code viewer.html}, with names in double braces where parts go, the style,
 * and the scripts. The scripts are modules for whoever edits or tests them; in the page they are
 * one script, each a function of its own, for a page without a server cannot import anything.
 */
final class PageTemplate {
  /** The filter: these scripts need no others. */
  static final List<String> FILTER =
      List.of(
          "filter-tokens.js",
          "filter-fields.js",
          "filter-regex.js",
          "filter-compare.js",
          "filter.js");

  /** In the order of use: what stands at the top of a file may use what is in files before. */
  private static final List<String> PAGE =
      List.of(
          "page-data.js",
          "page-values.js",
          "page-rows.js",
          "page-search.js",
          "page-list.js",
          "page-detail.js",
          "page-strip.js",
          "page-head.js",
          "page-keys.js",
          "page-aids.js",
          "page-address.js",
          "page-main.js");

  private static final int FLAGS = Pattern.MULTILINE | Pattern.DOTALL;
  private static final Pattern IMPORT = Pattern.compile("^import\\b.*?;\\R", FLAGS);
  private static final Pattern EXPORTED = Pattern.compile("^export ", FLAGS);
  private static final Pattern EXPORT =
      Pattern.compile("^export (?:async )?(?:function|class|const|let) (\\w+)", FLAGS);

  private final String html;

  private PageTemplate(String html) {
    this.html = html;
  }

  static PageTemplate load() {
    return new PageTemplate(resource("viewer.html"));
  }

  /** Returns text and names of parts, by turns. */
  List<String> parts() {
    return List.of(html.split("\\{\\{|\\}\\}"));
  }

  String style() {
    return resource("viewer.css");
  }

  String script() {
    return "(() => {\n'use strict';\n" + inPlace(FILTER) + "\n" + inPlace(PAGE) + "})();\n";
  }

  /** Returns modules as one script, in which what they export is known by its name. */
  static String inPlace(List<String> names) {
    return names.stream().map(name -> inPlace(resource(name))).collect(Collectors.joining("\n"));
  }

  /** Returns a module as a function of its own whose result is what it exports. */
  private static String inPlace(String module) {
    String names =
        EXPORT
            .matcher(module)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining(", "));
    String body = EXPORTED.matcher(IMPORT.matcher(module).replaceAll("")).replaceAll("");
    String exports = "{ " + names + " }";
    return "const " + exports + " = (() => {\n" + body + "return " + exports + ";\n})();\n";
  }

  /** Returns the policy: this style, this script, and nothing else from anywhere. */
  String policy(String style, String script) {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
        + hash(style)
        + "; script-src "
        + hash(script);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\0", "\uFFFD");
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not beside " + PageTemplate.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
