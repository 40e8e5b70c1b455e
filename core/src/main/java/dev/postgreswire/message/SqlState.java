package dev.postgreswire.message;

import java.util.Optional;

/**
 * A SQLSTATE: which error it is, in five characters.
 *
 * @param code the five characters; what a server sends is kept whatever its form
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error
 *     Codes</a>
 */
public record SqlState(String code) {
  /** Returns the first two characters, which name a class of errors. */
  public String classCode() {
    return code.length() < 2 ? code : code.substring(0, 2);
  }

  /** Returns the condition name of the manual's Appendix A, such as {@code unique_violation}. */
  public Optional<String> name() {
    return SqlStateNames.condition(code);
  }

  /** Returns what the class is about, such as {@code Integrity Constraint Violation}. */
  public Optional<String> className() {
    return SqlStateNames.className(classCode());
  }

  /** Returns the code. */
  @Override
  public String toString() {
    return code;
  }
}
