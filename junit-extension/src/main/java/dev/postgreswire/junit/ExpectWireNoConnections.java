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
 * Expects that no connection comes through the recorder in the window, and that none is open. Where
 * a pool keeps connections open, write {@link ExpectWireNoStatements}. Switches recording on by
 * itself, as {@link RecordPostgresWire} does.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RecordingExtension.class)
@ResourceLock(RecordPostgresWire.LOCK)
public @interface ExpectWireNoConnections {}
