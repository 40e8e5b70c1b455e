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
 * Records what the application and PostgreSQL say to each other while a test runs. The test takes a
 * {@link dev.postgreswire.PostgresWire} parameter, gives the application the address that it names,
 * and asserts on what it recorded.
 *
 * <pre>{@code
 * @RecordPostgresWire(target = "localhost:5432")
 * class InvoiceTest {
 *   InvoiceTest(PostgresWire wire) {
 *     invoices = new Invoices(wire.jdbcUrl("billing"));
 *   }
 *
 *   @Test
 *   void listsInvoicesInOneQuery(PostgresWire wire) {
 *     invoices.list();
 *     assertThat(wire).statements().hasSize(1);
 *   }
 * }
 * }</pre>
 *
 * <p>The server is what {@link #target} names, else the test class's one field that is a {@code
 * JdbcDatabaseContainer} of Testcontainers for PostgreSQL, also in a superclass or an enclosing
 * class. Where code has to say it, a {@link PostgresWireExtension} does.
 *
 * <p>Where the agent is in this JVM, it sees all connections whatever address they go to: the
 * application keeps its own URL, and a test need not name a server; one that does sees that
 * server's connections only, and {@code wire.jdbcUrl()} is its own address. A test that names none
 * brings the agent in by itself, if its jar is on the class path. The configuration parameter or
 * system property {@code postgres-wire.agent} says {@code auto}; {@code always}, so that all tests
 * use the agent; or {@code never}.
 *
 * <p>A server has one recorder and one port in a JVM, whatever tests use it, so pools and cached
 * application contexts may live on from test to test. Tests that record take turns where tests run
 * in parallel: they lock the resource {@link #LOCK}. The agent sees tests that run beside them,
 * recorded or not; what those did is left out, by the connections and threads they used, and where
 * that cannot be told, reading the recording fails and says why.
 *
 * <p>A test that fails leaves its recording in {@code target/postgres-wire} (Gradle: {@code
 * build}), which its failure names: a page for a browser, opened at the message that is to blame,
 * and a trace. Files are readable by their owner only, with secrets masked, and attached to JUnit's
 * report. {@link #report} has them written always, or never.
 *
 * <p>It goes on classes and methods and into annotations of one's own; subclasses and nested
 * classes inherit it. An attribute that is left out is looked up in the annotations farther out.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RecordingExtension.class)
@ResourceLock(RecordPostgresWire.LOCK)
public @interface RecordPostgresWire {
  /** The resource that tests lock while they record. */
  String LOCK = "dev.postgreswire";

  /**
   * The server: {@code host:port}, or its JDBC or R2DBC URL. {@code ${name}} stands for a JUnit
   * configuration parameter or a system property.
   */
  String target() default "";

  /** The name of the field that holds the container, where the class has several of them. */
  String container() default "";

  /** What the window spans; one value, {@link WireWindow#TEST_METHOD} where none is given. */
  WireWindow[] window() default {};

  /**
   * When the recording is written to files: one value. Where none is given, the property {@value
   * WireReport#PROPERTY} says it, else it is {@link WireReport#ON_FAILURE}.
   */
  WireReport[] report() default {};

  /**
   * How much memory recorded messages may take, such as {@code 16 MiB}; past it bodies are cut,
   * oldest first, with their true length kept. By default 64 MiB. May hold {@code ${name}}.
   */
  String memoryLimit() default "";

  /**
   * How long reading a recording may wait for bytes that are still under way, such as {@code 500
   * ms} or {@code 2 s}. By default 2 s, or what the system property {@code postgres-wire.timeout}
   * says, such as {@code PT30S}. May hold {@code ${name}}.
   */
  String timeout() default "";
}
