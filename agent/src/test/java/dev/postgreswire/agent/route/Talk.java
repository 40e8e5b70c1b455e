package dev.postgreswire.agent.route;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client of {@link TalkServer}. */
final class Talk {
  private final BufferedReader in;
  private final OutputStream out;

  private Talk(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    this.out = out;
  }

  static Talk over(Socket socket) throws IOException {
    return new Talk(socket.getInputStream(), socket.getOutputStream());
  }

  /** Over a channel, which has to be a blocking one. */
  static Talk over(SocketChannel channel) {
    return new Talk(Channels.newInputStream(channel), Channels.newOutputStream(channel));
  }

  /** Says something, and returns the answer. */
  String say(String line) throws IOException {
    tell(line);
    return in.readLine();
  }

  void tell(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  String hear() throws IOException {
    return in.readLine();
  }
}
