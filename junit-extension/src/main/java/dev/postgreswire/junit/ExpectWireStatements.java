package dev.postgreswire.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Expects so many statements of the application in the window; what the driver or a pool adds does
 * not count. What is not said does not matter:
 *
 * <pre>{@code
 * @ExpectWireStatements(1)
 * @ExpectWireStatements(atMost = 3, insert = 1, delete = 0)
 * }</pre>
 *
 * <p>The kinds are those of the server's command tags, so {@code with … insert} is an insert.
 * Switches recording on by itself, as {@link RecordPostgresWire} does.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RecordingExtension.class)
@ResourceLock(RecordPostgresWire.LOCK)
public @interface ExpectWireStatements {
  /** Exactly how many statements, of whatever kind. */
  int value() default UNSAID;

  /** How many statements at most, of whatever kind. */
  int atMost() default UNSAID;

  /** How many of them select, exactly. */
  int select() default UNSAID;

  /** How many of them insert, exactly. */
  int insert() default UNSAID;

  /** How many of them update, exactly. */
  int update() default UNSAID;

  /** How many of them delete, exactly. */
  int delete() default UNSAID;

  /** The value of what is not said. */
  int UNSAID = -1;
}
