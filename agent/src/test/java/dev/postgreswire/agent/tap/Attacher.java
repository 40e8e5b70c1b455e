package dev.postgreswire.agent.tap;

import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** Puts the agent into a JVM that runs, from another one: a JVM may not do so to itself. */
final class Attacher {
  private Attacher() {}

  public static void main(String[] arguments) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(arguments[0]);
    machine.loadAgent(arguments[1], arguments[2]);
    machine.detach();
  }

  /** Has another JVM put the agent into this one. */
  static void attachToThisJvm(String jar, String options) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int status =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Attacher.class.getName(),
                Long.toString(ProcessHandle.current().pid()),
                new File(jar).getAbsolutePath(),
                options)
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("not attached: " + status);
    }
  }
}
