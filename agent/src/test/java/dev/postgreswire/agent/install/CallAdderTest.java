package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.agent.boot.SocketHooks;
import dev.postgreswire.agent.install.JdkHook.Call;
import dev.postgreswire.agent.route.RouteFeature;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import dev.postgreswire.agent.secret.SecretFeature;
import dev.postgreswire.agent.secret.SecretGate;
import dev.postgreswire.agent.tap.TapFeature;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallAdderTest {
  private static final String SOCKET = "Ljava/io/FileDescriptor;";
  private static final String TRANSFER = "(" + SOCKET + "JI)";

  private final List<String> told = new ArrayList<>();
  private final FileDescriptor socket = new FileDescriptor();

  @BeforeEach
  void listen() {
    SocketHooks.handler(new Listing());
  }

  @AfterEach
  void listenNoMore() {
    SocketHooks.handler(null);
  }

  @Test
  void callsAtTheBeginningAndAtEachReturn() throws Exception {
    Method write = calling(write());

    assertThat(write.invoke(null, socket, 7L, 3)).isEqualTo(3);
    assertThat(write.invoke(null, socket, 7L, -1)).isEqualTo(0);
    assertThat(told).containsExactly("writing 7 3", "returned 3", "writing 7 -1", "returned 0");
  }

  @Test
  void callsForWhatIsThrownAndThrowsIt() throws Exception {
    Method write = calling(write());

    assertThatThrownBy(() -> write.invoke(null, socket, 7L, 0))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("nothing to write");
    assertThat(told).containsExactly("writing 7 0", "returned 0 nothing to write");
  }

  @Test
  void doesNotThrowWhatTheCalledThrows() throws Exception {
    SocketHooks.handler(new Failing());

    assertThat(calling(write()).invoke(null, socket, 7L, 3)).isEqualTo(3);
  }

  @Test
  void saysForWhichThereIsNoMethod() throws Exception {
    JdkHook absent = JdkHook.in(name(), "absent", TRANSFER);
    List<JdkHook> missing = new ArrayList<>();
    CallAdder.add(List.of(write(), absent), code(Sample.class), missing);

    assertThat(missing).containsExactly(absent);
  }

  /** As they are in the JDK that runs this. */
  @Test
  void findsTheMethodsOfTheJdk() throws IOException {
    Targets targets = new Targets(List.of());
    RoutedSockets routed = new RoutedSockets();
    List<JdkHook> hooks =
        Stream.of(
                new RouteFeature(routed, targets),
                new TapFeature(routed, targets),
                new SecretFeature(new SecretGate(new Recorders())))
            .map(Feature::jdkHooks)
            .flatMap(List::stream)
            .filter(hook -> !hook.optional())
            .toList();

    assertThat(hooks).hasSizeGreaterThan(8);
    for (JdkHook hook : hooks) {
      List<JdkHook> missing = new ArrayList<>();
      CallAdder.add(List.of(hook), codeOfJdk(hook.className()), missing);
      assertThat(missing).isEmpty();
    }
  }

  private static JdkHook write() {
    return JdkHook.in(name(), "write", TRANSFER)
        .atEntry(new Call("writing", TRANSFER + "V", 0, 1, 2))
        .atExit(new Call("written", "(I" + SOCKET + ")V", 0))
        .atFailure(new Call("writeFailed", "(Ljava/lang/Throwable;" + SOCKET + ")V", 0));
  }

  private static String name() {
    return Sample.class.getName().replace('.', '/');
  }

  private static Method calling(JdkHook hook) throws Exception {
    byte[] code = CallAdder.add(List.of(hook), code(Sample.class), new ArrayList<>());
    Class<?> type = new Definer().define(Sample.class.getName(), code);
    Method write = type.getDeclaredMethod("write", FileDescriptor.class, long.class, int.class);
    write.setAccessible(true);
    return write;
  }

  private static byte[] code(Class<?> type) throws IOException {
    String file = type.getName().replaceAll(".*\\.", "") + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static byte[] codeOfJdk(String className) throws IOException {
    try (InputStream in = Object.class.getModule().getResourceAsStream(className + ".class")) {
      return in.readAllBytes();
    }
  }

  /** Has branches, more than one return, and a handler of its own. */
  static final class Sample {
    private Sample() {}

    static int write(FileDescriptor socket, long address, int length) throws IOException {
      if (length < 0) {
        return 0;
      }
      try {
        return checked(length) + (int) (address / 1000);
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage());
      }
    }

    private static int checked(int length) {
      if (length == 0) {
        throw new IllegalArgumentException("nothing to write");
      }
      return length;
    }
  }

  /** Verifies what it defines, as it does not for the JDK's classes. */
  private static final class Definer extends ClassLoader {
    Definer() {
      super(CallAdderTest.class.getClassLoader());
    }

    Class<?> define(String name, byte[] code) {
      return defineClass(name, code, 0, code.length);
    }
  }

  private class Listing extends SocketHooks.Handler {
    @Override
    public void connecting(Object which, Object to) {
      told.add("connecting");
    }

    @Override
    public Object writing(Object which, int form, Object buffers, long at, int length) {
      assertThat(which).isSameAs(socket);
      told.add("writing " + at + " " + length);
      return null;
    }

    @Override
    public void written(Object write, long count, Throwable failure) {
      told.add("written");
    }

    @Override
    public void returned(Object which, long count, Throwable failure) {
      assertThat(which).isSameAs(socket);
      told.add("returned " + count + (failure == null ? "" : " " + failure.getMessage()));
    }

    @Override
    public void read(
        Object which, int form, Object buffers, long at, int length, long count, Throwable why) {
      told.add("read");
    }

    @Override
    public void unseen(Object which, long count) {
      told.add("unseen");
    }

    @Override
    public void message(Object channel, Object message, boolean sent) {
      told.add("message");
    }

    @Override
    public void closing(Object which) {
      told.add("closing");
    }
  }

  private final class Failing extends Listing {
    @Override
    public Object writing(Object which, int form, Object buffers, long at, int length) {
      throw new IllegalStateException("expected by CallAdderTest");
    }

    @Override
    public void returned(Object which, long count, Throwable failure) {
      throw new StackOverflowError("expected by CallAdderTest");
    }
  }
}
