package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.JdkHook;
import dev.postgreswire.agent.install.JdkHook.Call;
import java.util.List;

/**
 * Where the JDK's sockets are connected, read, written and closed.
 *
 * <p>Texts are joined by the compiler or by {@code concat}: what {@code +} is compiled to takes a
 * while when it is done for the first time, in which the application waits.
 */
final class TapJdkHooks {
  private static final String SOCKET = "Ljava/io/FileDescriptor;";
  private static final String TRANSFER = "(" + SOCKET + "JI)";
  private static final Call CLOSING = new Call("closing", "(" + SOCKET + ")V", 0);

  private TapJdkHooks() {}

  static List<JdkHook> all() {
    return List.of(
        transfer("read", "I")
            .atExit(new Call("read", "(I" + SOCKET + "JI)V", 0, 1, 2))
            .atFailure(failed("readFailed")),
        transfer("readv", "J")
            .atExit(new Call("readVector", "(J" + SOCKET + "JI)V", 0, 1, 2))
            .atFailure(failed("readFailed")),
        write("write", "I", "writing"),
        write("writev", "J", "writingVector"),
        closing("SocketDispatcher", "close"),
        closing("SocketDispatcher", "preClose"),
        // Where those two are depends on the JDK's release.
        closing("UnixDispatcher", "close"),
        // Datagrams are not read; but sockets for them are connected, and must be forgotten.
        closing("DatagramDispatcher", "close"),
        closing("NativeDispatcher", "preClose"),
        JdkHook.in(
                "sun/nio/ch/Net",
                "connect",
                "(Ljava/net/ProtocolFamily;" + SOCKET + "Ljava/net/InetAddress;I)")
            .atEntry(new Call("connecting", "(" + SOCKET + ")V", 1)),
        JdkHook.in(
                "sun/nio/ch/UnixDomainSockets", "connect", "(" + SOCKET + "Ljava/nio/file/Path;)")
            .atEntry(new Call("connectingUnix", "(" + SOCKET + "Ljava/nio/file/Path;)V", 0, 1)));
  }

  private static JdkHook transfer(String method, String result) {
    return JdkHook.in("sun/nio/ch/SocketDispatcher", method, TRANSFER.concat(result));
  }

  private static JdkHook write(String method, String result, String begins) {
    return transfer(method, result)
        .atEntry(new Call(begins, TRANSFER + "V", 0, 1, 2))
        .atExit(new Call("written", "(".concat(result).concat(SOCKET + ")V"), 0))
        .atFailure(failed("writeFailed"));
  }

  private static Call failed(String name) {
    return new Call(name, "(Ljava/lang/Throwable;" + SOCKET + ")V", 0);
  }

  private static JdkHook closing(String className, String method) {
    return JdkHook.in("sun/nio/ch/".concat(className), method, "(" + SOCKET)
        .ifThere()
        .atEntry(CLOSING);
  }
}
