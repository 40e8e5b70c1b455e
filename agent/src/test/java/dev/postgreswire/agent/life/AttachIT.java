package dev.postgreswire.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent comes while the application runs. */
class AttachIT {
  private static final String NOBODY = "65534";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void recordsWhatCanBeTrustedOfTheOldAndAllOfTheNew(String route) throws IOException {
    try (RunningApplication application = RunningApplication.start()) {
      application.told("open old sslmode=disable");
      application.told("ask old select 'before'");

      Command attach =
          Command.attach(application.pid(), "--out", folder.toString(), "--route", route);
      assertThat(attach.err()).isEmpty();
      assertThat(attach.out())
          .isEqualTo(
              "attached to %d (%s); it writes what it says to PostgreSQL from now on\n"
                  .formatted(application.pid(), Application.class.getName()));
      assertThat(attach.status()).isZero();

      assertThat(application.told("ask old select 'halfway'")).isEqualTo("halfway");
      assertThat(application.told("ask old select 'then'")).isEqualTo("then");
      application.told("open new");
      assertThat(application.told("ask new select 'after'")).isEqualTo("after");
      assertThat(application.end()).isZero();
      assertThat(application.complaints()).isEmpty();
    }
    String messages = Files.readString(folder.resolve("messages.jsonl"));
    assertThat(messages).doesNotContain("before").contains("select 'then'", "select 'after'");
    assertThat(messages.lines().filter(line -> line.contains("\"event\":\"opened\"")))
        .satisfiesExactly(
            old -> assertThat(old).contains("\"connection\":1,", "\"partial\":true"),
            young -> assertThat(young).contains("\"connection\":2,", "\"partial\":false"));
    assertThat(messages.lines().filter(line -> line.contains("\"type\":\"StartupMessage\"")))
        .singleElement()
        .asString()
        .contains("\"connection\":2,");
    assertThat(folder.resolve("recording.html")).isNotEmptyFile();
  }

  /** A pool's connections are older than the agent, as they are when the first test comes. */
  @Test
  void recordsThePoolThatWasThereBefore() throws IOException {
    try (RunningApplication application =
        RunningApplication.start(Application.class, List.of(Neighbours.HIKARI, Neighbours.SLF4J))) {
      application.told("pool");
      assertThat(Command.attach(application.pid(), "--out", folder.toString()).status()).isZero();
      application.told("borrow select 'first'");
      assertThat(application.told("borrow select 'second'")).isEqualTo("second");
      assertThat(application.end()).isZero();
    }
    assertThat(Files.readString(folder.resolve("messages.jsonl")))
        .contains("\"partial\":true", "select 'second'");
  }

  /** Its secrets are not to be had any more. */
  @Test
  void missesAnOldConnectionInTls() throws IOException {
    Path json = folder.resolve("messages.jsonl");
    try (RunningApplication application = RunningApplication.start()) {
      application.told("open old sslmode=require");
      Command attach =
          Command.attach(
              application.pid(),
              "--json",
              json.toString(),
              "--target",
              "localhost:" + TestServer.current().port());
      assertThat(attach.status()).isZero();
      assertThat(application.told("ask old select 'halfway'")).isEqualTo("halfway");
      assertThat(application.end()).isZero();
      assertThat(application.complaints()).isEmpty();
    }
    assertThat(Files.readAllLines(json))
        .singleElement()
        .asString()
        .contains("\"event\":\"missed\"", ":" + TestServer.current().port());
  }

  @Test
  void comesWithoutOptionsAndOnce() throws IOException {
    try (RunningApplication application = RunningApplication.start()) {
      assertThat(Command.attach(application.pid()).out())
          .endsWith("; the agent waits for a recorder in it, and writes nothing\n");
      refuses(
          Command.attach(application.pid(), "--out", folder.resolve("second").toString()),
          "process %d has the agent already; it keeps the options that it has"
              .formatted(application.pid()));
      assertThat(application.complaints()).isEmpty();
    }
    assertThat(folder.resolve("second")).doesNotExist();
  }

  @Test
  void isThereAlreadyWhereItCameWithTheApplication() throws IOException {
    try (RunningApplication application =
        RunningApplication.start("-javaagent:" + RunningApplication.AGENT)) {
      refuses(Command.attach(application.pid()), "has the agent already");
      assertThat(application.errors()).isEmpty();
    }
  }

  @Test
  void needsAProcess() throws IOException {
    Process ended = new ProcessBuilder("true").start();
    ended.onExit().join();
    refuses(
        Command.attach(ended.pid()),
        "there is no process " + ended.pid() + "; 'jps -l' lists your JVMs");
  }

  /** What attaching sends to a JVM would end it. */
  @Test
  void leavesAProcessThatIsNoJvmAsItWas() throws IOException {
    Process cat = new ProcessBuilder("cat").start();
    try {
      refuses(Command.attach(cat.pid()), "(cat) is not a JVM");
      assertThat(cat.isAlive()).isTrue();
    } finally {
      cat.destroy();
    }
  }

  @Test
  void leavesAJvmThatDoesNotListenAsItWas() throws IOException {
    try (RunningApplication application = RunningApplication.start("-Xrs")) {
      refuses(Command.attach(application.pid()), "or was started with -Xrs");
      assertThat(application.told("open c")).isEqualTo("opened");
    }
    try (RunningApplication application =
        RunningApplication.start("-XX:+DisableAttachMechanism", "-XX:-UsePerfData")) {
      refuses(Command.attach(application.pid()), "was started with -XX:+DisableAttachMechanism");
      assertThat(application.told("open c")).isEqualTo("opened");
      assertThat(application.errors()).doesNotContain("Full thread dump");
    }
    try (RunningApplication application =
        RunningApplication.start("-XX:+DisableAttachMechanism", "-XX:-DisableAttachMechanism")) {
      assertThat(Command.attach(application.pid()).status()).isZero();
    }
  }

  @Test
  void needsAProcessOfOurs() throws IOException {
    Path jar = Files.copy(RunningApplication.AGENT, folder.resolve("agent.jar"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    boolean root = "root".equals(System.getProperty("user.name"));
    assumeTrue(root || !Files.isReadable(Path.of("/proc/1/maps")), "nothing is not ours");
    List<String> words = new ArrayList<>();
    if (root) {
      words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    words.addAll(List.of(RunningApplication.java(), "-jar", jar.toString(), "attach", "1"));
    refuses(Command.run(words), "process 1 belongs to root: attach as that user, or as root");
  }

  @Test
  void needsTheJarWhereTheJvmIs() throws IOException {
    List<String> container = List.of("unshare", "--mount", "--propagation=private");
    List<String> probe = new ArrayList<>(container);
    probe.add("true");
    assumeTrue(Command.run(probe).status() == 0, "needs a mount namespace, so root");
    Path jar =
        Files.copy(
            RunningApplication.AGENT,
            Files.createDirectory(folder.resolve("jar")).resolve("a.jar"));
    List<String> before = new ArrayList<>(container);
    before.addAll(
        List.of("sh", "-c", "mount -t tmpfs none '" + jar.getParent() + "' && exec \"$@\"", "sh"));
    try (RunningApplication application =
        RunningApplication.start(before, Application.class, List.of())) {
      Command attach =
          Command.java("-jar", jar.toString(), "attach", Long.toString(application.pid()));
      refuses(attach, "is in a container, where there is no " + jar + "; put it there, such as by");
      String hint = attach.err().substring(attach.err().indexOf("install -D")).strip();
      assertThat(Command.run(List.of("sh", "-c", hint)).status()).isZero();
      assertThat(
              Command.java("-jar", jar.toString(), "attach", Long.toString(application.pid()))
                  .out())
          .startsWith("attached to ");
    }
  }

  @Test
  void checksOptionsBeforeItTouchesTheJvm() throws IOException {
    try (RunningApplication application = RunningApplication.start()) {
      misses(application, "--limit", "3", "option limit=3 is wrong: allowed are sizes");
      misses(application, "--route", "sea", "option route=sea is wrong: allowed are loopback");
      misses(application, "--target", "x:y", "option target=x:y is wrong: allowed are HOST:PORT");
      misses(application, "--json", "-", "--json -: that JVM has its own standard output");
      assertThat(application.errors()).isEmpty();
    }
  }

  private static void misses(
      RunningApplication application, String option, String value, String message)
      throws IOException {
    Command attach = Command.attach(application.pid(), option, value);
    assertThat(attach.err()).contains(message).hasLineCount(1);
    assertThat(attach.status()).isEqualTo(2);
  }

  private static void refuses(Command attach, String message) {
    assertThat(attach.err()).contains(message).hasLineCount(1);
    assertThat(attach.out()).isEmpty();
    assertThat(attach.status()).isEqualTo(1);
  }
}
