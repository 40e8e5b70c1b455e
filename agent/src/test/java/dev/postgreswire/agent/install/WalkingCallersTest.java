package dev.postgreswire.agent.install;

/** The same where a JVM's raw stacks cannot be read. */
class WalkingCallersTest extends StackCallersTest {
  @Override
  Callers create() {
    return new StackCallers(true);
  }
}
