package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentLog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which of the JDK's classes were shown to us, and says what could not be hooked. */
final class HookJournal {
  private final Set<String> ofJdk = ConcurrentHashMap.newKeySet();

  /** A class calls us from now on, as far as nothing else is said about it. */
  void seen(String className, ClassLoader loader) {
    if (loader == null) {
      ofJdk.add(className);
    }
  }

  /** A hook could not be added to a class; what it was for is not recorded there. */
  void failed(String className, Throwable cause) {
    AgentLog.say(className + " cannot be hooked: " + cause);
  }

  /** Returns whether this is a class of the JDK that was not shown to us. */
  boolean missed(Class<?> type) {
    return type.getClassLoader() == null && !ofJdk.contains(type.getName());
  }
}
