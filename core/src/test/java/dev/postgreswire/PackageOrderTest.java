package dev.postgreswire;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the packages of core in the order in which the data flows, and so free of cycles. */
class PackageOrderTest {
  private static final String BASE = "dev.postgreswire";
  private static final String LOOPBACK = BASE + ".loopback";

  /** A package uses only those before it. */
  private static final List<String> ORDER =
      List.of(
          BASE + ".wire",
          BASE + ".message",
          BASE + ".type",
          BASE + ".recording",
          BASE + ".tls",
          LOOPBACK,
          BASE,
          BASE + ".pgjdbc",
          BASE + ".security",
          BASE + ".assertj",
          BASE + ".report");

  private static final List<Class<?>> RUNNERS =
      List.of(
          Thread.class,
          Executor.class,
          Executors.class,
          ForkJoinTask.class,
          CompletableFuture.class,
          Timer.class);

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesOnlyThoseBeforeIt(String name) {
    List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
    noClasses()
        .that(resideIn(name))
        .should()
        .dependOnClassesThat(resideInAnyPackage(patterns(later)))
        .allowEmptyShould(true)
        .because("the data flows from " + ORDER.get(0) + " to the later packages")
        .check(CORE);
  }

  @Test
  void reportsDoNotUseAssertions() {
    noClasses()
        .that(resideIn(BASE + ".report"))
        .should()
        .dependOnClassesThat(resideIn(BASE + ".assertj"))
        .allowEmptyShould(true)
        .because("a recording can be rendered without AssertJ")
        .check(CORE);
  }

  @Test
  void onlyAssertionsUseAssertJ() {
    noClasses()
        .that(DescribedPredicate.not(resideIn(BASE + ".assertj")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.assertj.."))
        .allowEmptyShould(true)
        .because("AssertJ is an optional dependency")
        .check(CORE);
  }

  @Test
  void onlyOnePackageUsesTheDriver() {
    noClasses()
        .that(DescribedPredicate.not(resideIn(BASE + ".pgjdbc")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.postgresql.."))
        .because("pgjdbc is an optional dependency")
        .check(CORE);
  }

  @Test
  void onlyTheLoopbackHasThreadsAndChannels() {
    noClasses()
        .that(DescribedPredicate.not(resideIn(LOOPBACK)))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are threads, executors or channels", PackageOrderTest::runsSomething))
        .allowEmptyShould(true)
        .because("everything else is the same whoever calls it, and tested without a socket")
        .check(CORE);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    classes()
        .that(resideInAPackage(BASE + ".."))
        .should()
        .resideInAnyPackage(patterns(ORDER))
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void theModuleExportsEveryPackageWithAPublicTypeButTheLoopback() throws IOException {
    Set<String> expected =
        CORE.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(DescribedPredicate.not(resideIn(LOOPBACK)))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(exportedPackages()).isEqualTo(expected);
  }

  static Stream<String> packages() {
    return ORDER.stream();
  }

  private static DescribedPredicate<JavaClass> resideIn(String name) {
    return resideInAPackage(pattern(name));
  }

  private static String[] patterns(List<String> names) {
    return names.stream().map(PackageOrderTest::pattern).toArray(String[]::new);
  }

  /** A package with its subpackages; the base package, which is above all others, without. */
  private static String pattern(String name) {
    return name.equals(BASE) ? name : name + "..";
  }

  private static Set<String> exportedPackages() throws IOException {
    ClassLoader loader = PackageOrderTest.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("module-info.class"))) {
      try (InputStream in = url.openStream()) {
        ModuleDescriptor module = ModuleDescriptor.read(in);
        if (module.name().equals("dev.postgreswire.core")) {
          return module.exports().stream()
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toSet());
        }
      }
    }
    throw new IllegalStateException("No module dev.postgreswire.core on the class path");
  }

  private static boolean runsSomething(JavaClass type) {
    return type.getPackageName().startsWith("java.nio.channels")
        || RUNNERS.stream().anyMatch(type::isAssignableTo);
  }
}
