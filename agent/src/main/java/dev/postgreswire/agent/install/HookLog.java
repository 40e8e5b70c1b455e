package dev.postgreswire.agent.install;

/** Is told what became of the classes that were to be hooked. */
interface HookLog {
  /** A class calls us from now on. */
  void hooked(String className);

  /** A class could not be changed; it stays as it was. */
  void failed(String className, Throwable cause);
}
