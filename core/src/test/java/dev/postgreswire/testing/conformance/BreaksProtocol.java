package dev.postgreswire.testing.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is recorded during this test, or the tests of this class, need not be PostgreSQL's protocol:
 * somebody in it is hostile or broken on purpose, or the session is cut down to what the test is
 * about.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface BreaksProtocol {
  /** Who breaks it, and what for. */
  String because();
}
