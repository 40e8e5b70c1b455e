package dev.postgreswire.agent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * Lets in who bears a token, and nothing more: PostgreSQL 18 brings no validator that could be
 * asked.
 */
final class OauthServer implements AutoCloseable {
  private static final int VERSION_3 = 3 << 16;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<String> token = new CompletableFuture<>();

  OauthServer() throws IOException {
    Thread serving = new Thread(this::serve);
    serving.setDaemon(true);
    serving.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns the token that came. */
  String token() throws Exception {
    return token.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    try (Socket client = listener.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      in.readNBytes(in.readInt() - 4);
      message(out, 'R', "\0\0\0\nOAUTHBEARER\0\0");
      String initial = read(in);
      token.complete(initial.replaceFirst("(?s).*Bearer ", "").replaceFirst("(?s)\u0001.*", ""));
      message(out, 'R', "\0\0\0\0");
      message(out, 'Z', "I");
      read(in);
    } catch (IOException e) {
      token.completeExceptionally(e);
    }
  }

  /** Logs in as a client, and leaves. */
  static void logIn(AgentJar.RunningProxy proxy, String token) {
    try (Socket server = new Socket(proxy.host(), Integer.parseInt(proxy.port()))) {
      DataOutputStream out = new DataOutputStream(server.getOutputStream());
      DataInputStream in = new DataInputStream(server.getInputStream());
      String parameters = "user\0me\0\0";
      out.writeInt(8 + parameters.length());
      out.writeInt(VERSION_3);
      out.writeBytes(parameters);
      read(in);
      String bearer = "n,,\u0001auth=Bearer " + token + "\u0001\u0001";
      message(out, 'p', "OAUTHBEARER\0\0\0\0" + (char) bearer.length() + bearer);
      read(in);
      read(in);
      message(out, 'X', "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(DataInputStream in) throws IOException {
    in.readByte();
    return new String(in.readNBytes(in.readInt() - 4), US_ASCII);
  }

  private static void message(DataOutputStream out, char type, String body) throws IOException {
    out.writeByte(type);
    out.writeInt(4 + body.length());
    out.writeBytes(body);
    out.flush();
  }
}
