package com.example.drivers.r2dbc;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.incubator.channel.uring.IOUringEventLoopGroup;
import io.netty.incubator.channel.uring.IOUringSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.netty.resources.LoopResources;

/** An event loop of the transport that was asked for, and the last channel that it has made. */
final class Loops implements LoopResources {
  private final EventLoopGroup group;
  private final Supplier<Channel> channels;
  private volatile Channel last;

  private Loops(EventLoopGroup group, Supplier<Channel> channels) {
    this.group = group;
    this.channels = channels;
  }

  static Loops of(String transport) {
    return switch (transport) {
      case "nio" -> new Loops(new NioEventLoopGroup(1), NioSocketChannel::new);
      case "epoll" -> new Loops(new EpollEventLoopGroup(1), EpollSocketChannel::new);
      case "epoll-unix" -> new Loops(new EpollEventLoopGroup(1), EpollDomainSocketChannel::new);
      case "io_uring" -> new Loops(new IOUringEventLoopGroup(1), IOUringSocketChannel::new);
      default -> throw new IllegalArgumentException(transport);
    };
  }

  Channel last() {
    return last;
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return group;
  }

  @Override
  public EventLoopGroup onClient(boolean useNative) {
    return group;
  }

  @Override
  public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loops) {
    last = channels.get();
    return type.cast(last);
  }

  @Override
  public void dispose() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
