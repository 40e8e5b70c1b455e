package dev.postgreswire.agent.tap;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.postgreswire.agent.install.Hook;
import dev.postgreswire.agent.install.Hook.Addition;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Where sockets are read, written and closed: those of Netty's transports, and of others. */
final class TapHooks {
  private TapHooks() {}

  static List<Hook> all() {
    return Stream.of(netty(), uring(), junixsocket()).flatMap(List::stream).toList();
  }

  private static List<Hook> netty() {
    return List.of(
        Hook.of(
            "*netty.channel.unix.Socket",
            range("send", ByteBuffer.class, NettyAdvice.Write.class),
            range("sendAddress", long.class, NettyAdvice.WriteAddress.class),
            range("recv", ByteBuffer.class, NettyAdvice.Read.class),
            range("recvAddress", long.class, NettyAdvice.ReadAddress.class),
            new Addition(
                named("connect").and(takesArguments(1)).and(ours()), NettyAdvice.Connect.class)),
        Hook.of(
            "*netty.channel.unix.FileDescriptor",
            range("write", ByteBuffer.class, NettyAdvice.Write.class),
            range("writeAddress", long.class, NettyAdvice.WriteAddress.class),
            range("read", ByteBuffer.class, NettyAdvice.Read.class),
            range("readAddress", long.class, NettyAdvice.ReadAddress.class),
            new Addition(
                named("writev")
                    .and(takesArguments(ByteBuffer[].class, int.class, int.class, long.class)),
                NettyAdvice.WriteBuffers.class),
            new Addition(
                named("writevAddresses").and(takesArguments(long.class, int.class)),
                NettyAdvice.WriteVector.class),
            new Addition(
                named("close").and(takesArguments(0)).and(ours()), NettyAdvice.Close.class)),
        sendFile("*netty.channel.epoll.LinuxSocket"),
        sendFile("*netty.channel.kqueue.BsdSocket"));
  }

  private static List<Hook> uring() {
    return List.of(
        Hook.of(
            "*netty.channel.uring.AbstractIoUringStreamChannel", message(UringAdvice.Write.class)),
        Hook.of(
            "*netty.channel.uring.AbstractIoUringStreamChannel$IoUringStreamUnsafe",
            new Addition(
                named("readComplete0").and(takesArgument(1, int.class)),
                UringAdvice.ReadComplete.class)),
        Hook.of("*netty.channel.uring.AbstractIoUringChannel", closing()),
        Hook.of(
            "*netty.incubator.channel.uring.AbstractIOUringChannel",
            message(UringAdvice.Write.class),
            closing()),
        Hook.of(
            "*netty.incubator.channel.uring.AbstractIOUringStreamChannel$IOUringStreamUnsafe",
            new Addition(
                named("readComplete0").and(takesArgument(0, int.class)),
                UringAdvice.FirstReadComplete.class)),
        Hook.of(
            "*netty.channel.DefaultChannelPipeline",
            new Addition(
                named("fireChannelRead").and(takesArguments(Object.class)).and(not(isSynthetic())),
                UringAdvice.Read.class)));
  }

  private static List<Hook> junixsocket() {
    String impl = "*newsclub.net.unix.AFSocketImpl";
    return List.of(
        Hook.of(
            impl,
            new Addition(
                named("connect0").and(takesArgument(0, SocketAddress.class)),
                JunixsocketAdvice.Connect.class),
            new Addition(named("close").and(takesArguments(0)), NettyAdvice.Close.class)),
        Hook.of(
            impl + "$AFOutputStreamImpl",
            new Addition(
                named("write").and(takesArguments(byte[].class, int.class, int.class)),
                JunixsocketAdvice.Write.class),
            new Addition(
                named("write").and(takesArguments(int.class)), JunixsocketAdvice.WriteOne.class)),
        Hook.of(
            impl + "$AFInputStreamImpl",
            new Addition(
                named("read").and(takesArguments(byte[].class, int.class, int.class)),
                JunixsocketAdvice.Read.class),
            new Addition(named("read").and(takesArguments(0)), JunixsocketAdvice.ReadOne.class)));
  }

  private static Addition range(String method, Class<?> memory, Class<?> advice) {
    // The first Netty 4.1 releases had no send and recv.
    return Addition.ifThere(
        named(method).and(takesArguments(memory, int.class, int.class)).and(ours()), advice);
  }

  /** Not one of the native methods, which are static and of the same names. */
  private static ElementMatcher.Junction<MethodDescription> ours() {
    return not(isStatic());
  }

  private static Hook sendFile(String className) {
    return Hook.of(
        className, Addition.ifThere(named("sendFile").and(ours()), NettyAdvice.SendFile.class));
  }

  private static Addition message(Class<?> advice) {
    return new Addition(named("filterOutboundMessage").and(takesArguments(1)), advice);
  }

  private static Addition closing() {
    return new Addition(named("doClose").and(takesArguments(0)), NettyAdvice.Close.class);
  }
}
