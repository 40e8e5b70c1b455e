package dev.postgreswire.loopback;

import java.nio.channels.SocketChannel;

/** Makes the transports of one connection. */
interface Transports {
  /** Bytes go through as they are, encrypted or not. */
  Transports PLAIN =
      new Transports() {
        @Override
        public Transport client(SocketChannel socket) {
          return new PlainTransport(socket);
        }

        @Override
        public Transport server(SocketChannel socket) {
          return new PlainTransport(socket);
        }
      };

  /** Returns the transport of the client's socket. */
  Transport client(SocketChannel socket);

  /** Returns the transport of a socket to the server. */
  Transport server(SocketChannel socket);
}
