package dev.postgreswire.junit;

import dev.postgreswire.recording.AuthenticationMethod;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Expects that each connection in the window has authenticated in this way; connections that were
 * open before count by what was seen of them then. Switches recording on by itself, as {@link
 * RecordPostgresWire} does.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RecordingExtension.class)
@ResourceLock(RecordPostgresWire.LOCK)
public @interface ExpectWireAuthentication {
  /** The way. */
  AuthenticationMethod value();
}
