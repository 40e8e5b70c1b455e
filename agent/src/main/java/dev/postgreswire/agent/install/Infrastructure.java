package dev.postgreswire.agent.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The code between an application and the socket: all that nobody means who asks which code sent a
 * statement. The lists here are all there are; names are compared from their beginning.
 */
final class Infrastructure {
  private static final List<String> PLATFORM =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "org.codehaus.groovy.",
          "org.apache.groovy.",
          "clojure.");

  private static final List<String> DRIVERS =
      List.of(
          "org.postgresql.",
          "com.ongres.",
          "com.impossibl.postgres.",
          "com.github.jasync.",
          "io.r2dbc.",
          "io.vertx.",
          "io.netty.",
          "reactor.",
          "org.reactivestreams.",
          "io.reactivex.",
          "io.smallrye.",
          "org.newsclub.net.unix.",
          "com.google.cloud.sql.",
          "com.yugabyte.",
          "software.amazon.jdbc.");

  private static final List<String> POOLS =
      List.of(
          "com.zaxxer.hikari.",
          "org.apache.commons.dbcp.",
          "org.apache.commons.dbcp2.",
          "org.apache.commons.pool.",
          "org.apache.commons.pool2.",
          "com.mchange.",
          "org.apache.tomcat.",
          "io.agroal.",
          "oracle.ucp.",
          "com.alibaba.druid.",
          "org.vibur.dbcp.",
          "com.jolbox.bonecp.");

  private static final List<String> MAPPERS =
      List.of(
          "org.springframework.",
          "org.aopalliance.",
          "org.hibernate.",
          "org.jooq.",
          "org.apache.ibatis.",
          "org.mybatis.",
          "com.baomidou.",
          "org.jetbrains.exposed.",
          "org.jdbi.",
          "org.eclipse.persistence.",
          "org.apache.openjpa.",
          "org.datanucleus.",
          "io.ebean.",
          "com.querydsl.",
          "org.ktorm.",
          "kotliquery.",
          "app.cash.sqldelight.",
          "org.sql2o.",
          "org.apache.commons.dbutils.",
          "slick.",
          "scalikejdbc.",
          "doobie.",
          "anorm.",
          "io.getquill.",
          "cats.",
          "zio.",
          "org.flywaydb.",
          "liquibase.",
          "io.quarkus.",
          "io.micronaut.");

  private static final List<String> WRAPPERS =
      List.of(
          "net.ttddyy.",
          "com.github.gavlyukovskiy.",
          "com.p6spy.",
          "net.sf.log4jdbc.",
          "net.bull.javamelody.",
          "io.sniffy.",
          "org.quickperf.",
          "org.apache.shardingsphere.",
          "io.micrometer.",
          "io.opentelemetry.",
          "datadog.",
          "brave.");

  private static final List<String> TESTS =
      List.of(
          "org.junit.",
          "junit.",
          "org.testng.",
          "org.mockito.",
          "org.assertj.",
          "io.kotest.",
          "org.spockframework.",
          "io.cucumber.",
          "org.testcontainers.",
          "org.apache.maven.",
          "org.gradle.");

  // Not in one piece: the names of what lies relocated in the agent's jar are changed there, those
  // in strings, too.
  private static final List<String> GENERATORS =
      List.of("net.".concat("bytebuddy."), "javassist.", "net.sf.cglib.");

  private static final List<String> OURS =
      List.of("dev.postgreswire.agent.", "dev.".concat("postgreswire.pgjdbc."));

  private static final List<String> BEGINNINGS = joined();

  /** What is in the name of a class that was made at run time, or by a build, to stand before. */
  private static final List<String> GENERATED =
      List.of(
          "$Proxy",
          "$$EnhancerBy",
          "$$FastClassBy",
          "$$SpringCGLIB",
          "$$Lambda",
          "$HibernateProxy",
          "$ByteBuddy",
          "$MockitoMock$",
          "$auxiliary$",
          "_$$_",
          "_ClientProxy",
          "_Subclass");

  /** A library that others carry with them under a name of their own. */
  private static final List<String> RELOCATED =
      List.of(".shaded.", ".shadow.", ".repackaged.", ".relocated.", ".io.netty.");

  /** Some frameworks keep applications that show how to use them among their own names. */
  private static final List<String> SAMPLES =
      List.of(".samples.", ".sample.", ".examples.", ".example.", ".demo.");

  /** Far more classes than are ever between an application and its sockets. */
  private static final int MOST_KNOWN = 10_000;

  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  private static List<String> joined() {
    List<String> all = new ArrayList<>();
    List.of(PLATFORM, DRIVERS, POOLS, MAPPERS, WRAPPERS, TESTS, GENERATORS, OURS)
        .forEach(all::addAll);
    return List.copyOf(all);
  }

  /** Returns whether a class, given by its name, is not the application's own. */
  boolean includes(String className) {
    Boolean answer = known.get(className);
    return answer == null ? find(className) : answer;
  }

  private boolean find(String className) {
    boolean answer = belongs(className);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(className, answer);
    return answer;
  }

  private static boolean belongs(String name) {
    if (anyIn(name, GENERATED) || anyIn(name, RELOCATED)) {
      return true;
    }
    for (String beginning : BEGINNINGS) {
      if (name.startsWith(beginning)) {
        return !anyIn(name, SAMPLES);
      }
    }
    return false;
  }

  private static boolean anyIn(String name, List<String> parts) {
    for (String part : parts) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
