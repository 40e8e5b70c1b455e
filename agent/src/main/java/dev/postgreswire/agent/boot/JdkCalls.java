package dev.postgreswire.agent.boot;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.file.Path;
import javax.crypto.SecretKey;

/**
 * What is called from within the JDK's own classes, by instructions that are added to them. What a
 * method returns, or throws, comes first. Nothing is thrown into the JDK, whatever happens.
 */
public final class JdkCalls {
  private JdkCalls() {}

  /** A socket is written to. */
  public static void writing(FileDescriptor socket, long address, int length) {
    try {
      SocketHooks.writing(socket, SocketHooks.PLAIN, null, address, length);
    } catch (Throwable ignored) {
      // A handler says by itself what goes wrong in it; this is what not even that can tell.
    }
  }

  /** Several pieces of memory are written to a socket. */
  public static void writingVector(FileDescriptor socket, long address, int length) {
    try {
      SocketHooks.writing(socket, SocketHooks.VECTOR, null, address, length);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A write has returned. */
  public static void written(int count, FileDescriptor socket) {
    written((long) count, socket);
  }

  /** A write has returned. */
  public static void written(long count, FileDescriptor socket) {
    try {
      SocketHooks.returned(socket, count, null);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A write throws. */
  public static void writeFailed(Throwable failure, FileDescriptor socket) {
    try {
      SocketHooks.returned(socket, 0, failure);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A read has returned. */
  public static void read(int count, FileDescriptor socket, long address, int length) {
    try {
      SocketHooks.read(socket, SocketHooks.PLAIN, null, address, length, count, null);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A read into several pieces of memory has returned. */
  public static void readVector(long count, FileDescriptor socket, long address, int length) {
    try {
      SocketHooks.read(socket, SocketHooks.VECTOR, null, address, length, count, null);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A read throws. */
  public static void readFailed(Throwable failure, FileDescriptor socket) {
    try {
      SocketHooks.read(socket, SocketHooks.PLAIN, null, 0, 0, 0, failure);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A socket is about to be closed. */
  public static void closing(FileDescriptor socket) {
    try {
      SocketHooks.closing(socket);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A socket of the internet is connected. */
  public static void connecting(FileDescriptor socket) {
    try {
      SocketHooks.connecting(socket, null);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** A Unix-domain socket is connected. */
  public static void connectingUnix(FileDescriptor socket, Path path) {
    try {
      SocketHooks.connecting(socket, path);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** The system's {@code connect} has returned. */
  public static void connected(
      int result, ProtocolFamily family, FileDescriptor socket, InetAddress address, int port) {
    try {
      ConnectHooks.connecting(socket, family, address, port, result);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** It was asked whether a socket is connected by now. */
  public static void polled(boolean connected, FileDescriptor socket) {
    try {
      ConnectHooks.polled(socket, connected);
    } catch (Throwable ignored) {
      // as above
    }
  }

  /** Returns what the application is to see as a socket's own address. */
  public static InetSocketAddress localAddress(InetSocketAddress real, FileDescriptor socket) {
    try {
      return ConnectHooks.localAddress(socket, real);
    } catch (Throwable ignored) {
      return real;
    }
  }

  /** Keys are derived of a secret. */
  public static void derived(Object handshake, SecretKey secret) {
    try {
      TlsHooks.derived(handshake, secret);
    } catch (Throwable ignored) {
      // as above
    }
  }
}
