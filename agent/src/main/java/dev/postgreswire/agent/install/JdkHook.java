package dev.postgreswire.agent.install;

/**
 * A method of the JDK's, and which methods of {@link dev.postgreswire.agent.boot.JdkCalls} it is to
 * call. Described by names alone: the JDK's classes are loaded in every application, so that what
 * it takes to change them counts for its start.
 *
 * @param className the class's name, as it stands in a class file
 * @param method the method's name
 * @param descriptor the beginning of its descriptor
 * @param optional whether the class may have no such method, as in other releases
 * @param entry called when it begins; null for none
 * @param exit called when it returns, with what it returns before the arguments; null for none
 * @param failure called when it throws, with the throwable before the arguments; null for none
 */
public record JdkHook(
    String className,
    String method,
    String descriptor,
    boolean optional,
    Call entry,
    Call exit,
    Call failure) {

  /**
   * A method to be called.
   *
   * @param name its name
   * @param descriptor its descriptor; an exit that returns something replaces by it what the method
   *     returns
   * @param arguments which of the arguments are passed on, by their index
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  public record Call(String name, String descriptor, int... arguments) {}

  /** Returns one that calls nothing yet. */
  public static JdkHook in(String className, String method, String descriptor) {
    return new JdkHook(className, method, descriptor, false, null, null, null);
  }

  /** Returns one for a method that need not be there. */
  public JdkHook ifThere() {
    return new JdkHook(className, method, descriptor, true, entry, exit, failure);
  }

  /** Returns one that makes a call at the beginning. */
  public JdkHook atEntry(Call call) {
    return new JdkHook(className, method, descriptor, optional, call, exit, failure);
  }

  /** Returns one that makes a call at each return. */
  public JdkHook atExit(Call call) {
    return new JdkHook(className, method, descriptor, optional, entry, call, failure);
  }

  /** Returns one that makes a call for whatever is thrown. */
  public JdkHook atFailure(Call call) {
    return new JdkHook(className, method, descriptor, optional, entry, exit, call);
  }

  /** Returns whether this is about a method. */
  boolean fits(String name, String itsDescriptor) {
    return method.equals(name) && itsDescriptor.startsWith(descriptor);
  }
}
