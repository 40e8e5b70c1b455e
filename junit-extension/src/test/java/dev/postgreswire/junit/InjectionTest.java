package dev.postgreswire.junit;

import static dev.postgreswire.junit.Fixtures.said;
import static dev.postgreswire.junit.Fixtures.say;
import static dev.postgreswire.junit.Fixtures.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of test that JUnit knows gets its window. */
class InjectionTest {
  @Test
  void givesEachTestMethodItsWindow() {
    succeeds(Methods.class, 2);
  }

  @Test
  void givesTheAddressToConstructorsAndLifecycleMethods() {
    succeeds(Lifecycle.class, 2);
    succeeds(PerClass.class, 2);
  }

  @Test
  void isInheritedByNestedClassesAndSubclasses() {
    succeeds(Outer.class, 3);
    succeeds(Subclass.class, 2);
  }

  @Test
  void goesIntoAnnotationsOfOnesOwnAndOnMethods() {
    succeeds(Composed.class, 1);
    succeeds(OnMethod.class, 2);
  }

  @Test
  void givesEachInvocationItsWindow() {
    succeeds(Invocations.class, 8);
  }

  @Test
  void leavesOtherParametersToOthers() {
    succeeds(OtherParameters.class, 1);
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Methods {
    @Test
    void one(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
      assertThat(wire.name()).isEqualTo("InjectionTest.Methods.one()");
    }

    @Test
    void two(PostgresWire wire) throws SQLException {
      say(wire, "select 2");
      assertThat(said(wire)).containsExactly("select 2");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Lifecycle {
    private static PostgresWire ofClass;
    private final PostgresWire ofConstructor;

    Lifecycle(PostgresWire wire) {
      this.ofConstructor = wire;
    }

    @BeforeAll
    static void startApplication(PostgresWire wire) throws SQLException {
      ofClass = wire;
      say(wire, "select 'before all'");
      assertThat(said(wire)).containsExactly("select 'before all'");
    }

    @BeforeEach
    void prepare(PostgresWire wire) throws SQLException {
      say(wire, "select 'before each'");
      assertThat(said(wire)).containsExactly("select 'before each'");
    }

    @AfterEach
    void stillShowsTheTest(PostgresWire wire) throws SQLException {
      say(wire, "select 'after each'");
      assertThat(said(wire)).containsExactly("select 'test'");
    }

    @AfterAll
    static void hasTheAddress(PostgresWire wire) {
      assertThat(wire.jdbcUrl()).isEqualTo(ofClass.jdbcUrl());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void showsTheSameEverywhere(int number, PostgresWire wire) throws SQLException {
      say(ofConstructor, "select 'test'");
      assertThat(said(wire)).containsExactly("select 'test'").hasSize(Math.min(number, 1));
      assertThat(said(ofConstructor)).isEqualTo(said(wire));
      assertThat(said(ofClass)).isEqualTo(said(wire));
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClass {
    private final PostgresWire ofConstructor;

    PerClass(PostgresWire wire) {
      this.ofConstructor = wire;
    }

    @BeforeAll
    void startApplication(PostgresWire wire) throws SQLException {
      say(wire, "select 'before all'");
    }

    @RepeatedTest(2)
    void hasItsOwnWindow() throws SQLException {
      assertThat(said(ofConstructor)).isEmpty();
      say(ofConstructor, "select 1");
      assertThat(said(ofConstructor)).containsExactly("select 1");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Outer {
    private final PostgresWire ofOuter;

    Outer(PostgresWire wire) {
      this.ofOuter = wire;
    }

    @Test
    void outside(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }

    @Nested
    class Inner {
      @Test
      void inside(PostgresWire wire) throws SQLException {
        say(ofOuter, "select 2");
        assertThat(said(wire)).containsExactly("select 2");
        assertThat(said(ofOuter)).containsExactly("select 2");
      }

      @Nested
      class Innermost {
        @Test
        void deepInside(PostgresWire wire) throws SQLException {
          say(wire, "select 3");
          assertThat(said(wire)).containsExactly("select 3");
          assertThat(wire.name()).endsWith("Outer.Inner.Innermost.deepInside()");
        }
      }
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Superclass {
    @Test
    void inherited(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  static class Subclass extends Superclass {
    @Test
    void own(PostgresWire wire) throws SQLException {
      say(wire, "select 2");
      assertThat(wire.name()).isEqualTo("InjectionTest.Subclass.own()");
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  @Retention(RetentionPolicy.RUNTIME)
  @interface DatabaseTest {}

  @DatabaseTest
  static class Composed {
    @Test
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }
  }

  static class OnMethod {
    @Test
    @RecordPostgresWire(target = "${wire.target}")
    void isRecorded(PostgresWire wire) throws SQLException {
      say(wire, "select 1");
      assertThat(said(wire)).containsExactly("select 1");
    }

    @Test
    void isNot() {
      assertThat(this).isNotNull();
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class Invocations {
    @RepeatedTest(2)
    void repeated(RepetitionInfo info, PostgresWire wire) throws SQLException {
      hasOnly("select " + info.getCurrentRepetition(), wire);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void parameterized(String text, PostgresWire wire) throws SQLException {
      hasOnly("select '" + text + "'", wire);
    }

    @TestFactory
    Stream<DynamicNode> dynamic(PostgresWire wire) {
      return Stream.of(
          dynamicTest("select 1", wire),
          dynamicTest("select 2", wire),
          DynamicContainer.dynamicContainer(
              "more", Stream.of(dynamicTest("select 3", wire), dynamicTest("select 4", wire))));
    }

    private static DynamicTest dynamicTest(String sql, PostgresWire wire) {
      return DynamicTest.dynamicTest(
          sql,
          () -> {
            hasOnly(sql, wire);
            assertThat(wire.name()).endsWith("Invocations.dynamic() " + sql);
          });
    }

    private static void hasOnly(String sql, PostgresWire wire) throws SQLException {
      say(wire, sql);
      assertThat(said(wire)).containsExactly(sql);
    }
  }

  @RecordPostgresWire(target = "${wire.target}")
  static class OtherParameters {
    @Test
    void takesThem(TestInfo info, PostgresWire wire) {
      assertThat(wire.name()).contains(info.getTestMethod().orElseThrow().getName());
    }
  }
}
