package dev.postgreswire.agent.install;

import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** A class that is not ours, and what is added to its methods. */
public final class Hook {
  /** The name, or its end, as it stands in a class file. */
  private final String wanted;

  private final boolean anyBeginning;
  private final boolean ofJdk;
  private final List<Addition> additions;

  /**
   * Creates one.
   *
   * @param className the class's name; with {@code *} in front, any class whose name ends so, for
   *     Netty's are often relocated
   * @param additions what is added; what fits no method is said
   */
  public Hook(String className, List<Addition> additions) {
    this.anyBeginning = className.startsWith("*");
    this.wanted = className.substring(anyBeginning ? 1 : 0).replace('.', '/');
    this.ofJdk = className.startsWith("sun.") || className.startsWith("java.");
    this.additions = List.copyOf(additions);
    if (!Hooks.mayConcern(wanted)) {
      throw new IllegalArgumentException(className + " is none of those that are looked at");
    }
  }

  /**
   * Code that is added to the beginning and end of methods.
   *
   * @param methods which of the class's methods
   * @param advice a class with Byte Buddy's {@code Advice} annotations; its code is copied, so it
   *     can use nothing but the JDK's public types and those of {@link dev.postgreswire.agent.boot}
   * @param optional whether the class may have no such method, as in other releases
   */
  public record Addition(
      ElementMatcher.Junction<MethodDescription> methods, Class<?> advice, boolean optional) {
    /** Creates code that is added to methods that are there. */
    public Addition(ElementMatcher.Junction<MethodDescription> methods, Class<?> advice) {
      this(methods, advice, false);
    }

    /** Returns code that is added to methods if they are there. */
    public static Addition ifThere(
        ElementMatcher.Junction<MethodDescription> methods, Class<?> advice) {
      return new Addition(methods, advice, true);
    }
  }

  /** Returns the hook of one class with additions. */
  public static Hook of(String className, Addition... additions) {
    return new Hook(className, List.of(additions));
  }

  /** Returns what is added. */
  List<Addition> additions() {
    return additions;
  }

  /**
   * Returns whether this is about a class.
   *
   * @param internalName its name as it stands in a class file
   * @param loader its loader; a name of the JDK's counts only on the bootstrap loader, null
   */
  boolean fits(String internalName, ClassLoader loader) {
    return anyBeginning
        ? internalName.endsWith(wanted)
        : internalName.equals(wanted) && (loader == null || !ofJdk);
  }
}
