package dev.postgreswire.recording;

import dev.postgreswire.message.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks passwords in SQL: the string after PASSWORD, as in CREATE ROLE, ALTER USER and CREATE USER
 * MAPPING, and {@code password=} in connection strings, as in CREATE SUBSCRIPTION and dblink.
 */
final class SqlMask {
  private static final Pattern IN_CONNECTION_STRING =
      Pattern.compile(
          "(?i)((?:ssl)?password\\s*=\\s*)(''(?:[^']|'{4})*''|\\\\?\"[^\"]*\"|[^\\s'&;]+)"
              + "|(postgres(?:ql)?://[^\\s:/@']*:)([^\\s@']+)(?=@)");

  private SqlMask() {}

  static String mask(String sql) {
    if (!mayHoldPassword(sql)) {
      return sql;
    }
    StringBuilder masked = new StringBuilder();
    SqlLexer lexer = new SqlLexer(sql);
    boolean afterPassword = false;
    int copied = 0;
    while (lexer.next() != SqlLexer.Kind.END) {
      if (lexer.kind() == SqlLexer.Kind.STRING) {
        masked.append(sql, copied, lexer.start());
        masked.append(afterPassword ? "'" + Secrets.MASK + "'" : connection(lexer.text()));
        copied = lexer.end();
      }
      afterPassword = isPassword(lexer) || (afterPassword && lexer.is("="));
    }
    return masked.append(sql, copied, sql.length()).toString();
  }

  private static boolean isPassword(SqlLexer lexer) {
    return (lexer.kind() == SqlLexer.Kind.WORD || lexer.kind() == SqlLexer.Kind.QUOTED_NAME)
        && lexer.value().endsWith("password");
  }

  private static String connection(String text) {
    Matcher matcher = IN_CONNECTION_STRING.matcher(text);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                (found.group(1) != null ? found.group(1) : found.group(3)) + Secrets.MASK));
  }

  /** A quick look: most SQL holds neither. */
  private static boolean mayHoldPassword(String sql) {
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if ((c == 'p' || c == 'P')
          && (sql.regionMatches(true, i, "password", 0, 8)
              || sql.regionMatches(true, i, "postgres", 0, 8))) {
        return true;
      }
    }
    return false;
  }
}
