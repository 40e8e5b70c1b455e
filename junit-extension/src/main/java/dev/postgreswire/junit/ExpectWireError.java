package dev.postgreswire.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Expects that the server reports an error in the window; others may come with it. Several of this
 * annotation expect an error each. Switches recording on by itself, as {@link RecordPostgresWire}
 * does.
 */
@Documented
@Inherited
@Repeatable(ExpectWireError.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RecordingExtension.class)
@ResourceLock(RecordPostgresWire.LOCK)
public @interface ExpectWireError {
  /** The error's SQLSTATE, such as {@code 23505} for a violated unique constraint. */
  String value();

  /** Holds several of them; the compiler writes it. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @ExtendWith(RecordingExtension.class)
  @ResourceLock(RecordPostgresWire.LOCK)
  @interface All {
    /** The annotations. */
    ExpectWireError[] value();
  }
}
