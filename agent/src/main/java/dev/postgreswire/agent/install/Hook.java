package dev.postgreswire.agent.install;

import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * A class that is not ours, and what is added to its methods.
 *
 * @param className its name; with {@code *} in front, any class whose name ends so, for Netty's are
 *     often relocated
 * @param additions what is added; each has to fit a method at least, or the class is said not to be
 *     hooked
 */
public record Hook(String className, List<Addition> additions) {
  /** Copies the list. */
  public Hook {
    additions = List.copyOf(additions);
  }

  /**
   * Code that is added to the beginning and end of methods.
   *
   * @param methods which of the class's methods
   * @param advice a class with Byte Buddy's {@code Advice} annotations; its code is copied, so it
   *     can use nothing but the JDK's public types and those of {@link dev.postgreswire.agent.boot}
   */
  public record Addition(ElementMatcher.Junction<MethodDescription> methods, Class<?> advice) {}

  /** Returns the hook of one class with additions. */
  public static Hook of(String className, Addition... additions) {
    return new Hook(className, List.of(additions));
  }

  /** Returns whether this is about a class, given by its name within a class file. */
  boolean fits(String internalName) {
    String wanted = className.replace('.', '/');
    return wanted.startsWith("*")
        ? internalName.endsWith(wanted.substring(1))
        : internalName.equals(wanted);
  }

  /** Returns whether the class belongs to the JDK. */
  boolean isOfJdk() {
    return className.startsWith("sun.") || className.startsWith("java.");
  }
}
