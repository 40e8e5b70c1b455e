package com.example.drivers.pgjdbc;

import com.example.drivers.Application;
import com.example.drivers.Report;
import com.example.drivers.Session;
import com.example.drivers.Target;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** An application that speaks HTTP and TLS with others while it speaks with its database. */
public final class Neighbours {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int LARGE = 1_000_000;

  private Neighbours() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Properties settings = Application.settings(arguments[0]);
    Target target = Target.of(settings);
    SSLContext tls = Certificates.context(settings.getProperty("store"), target.authority());
    Properties secure = Pgjdbc.properties("neighbours", target);
    secure.setProperty("sslmode", "require");
    Report report = new Report();
    try (Session session = Pgjdbc.open(target.host() + ":" + target.port(), target, secure)) {
      report.print("before", () -> session.query("select ?::text", "before"));
      report.print("HTTP", () -> http(HttpServer.create(ANY_PORT, 0), "http", tls));
      HttpsServer https = HttpsServer.create(ANY_PORT, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      report.print("HTTPS", () -> http(https, "https", tls));
      report.print("TLS", () -> talk(tls));
      report.print("after", () -> session.query("select ?::text", "after"));
    }
  }

  /** By the JDK's two clients; the bodies are large enough for more than a packet. */
  private static String http(HttpServer server, String scheme, SSLContext tls) throws Exception {
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      URI uri = new URI(scheme + "://localhost:" + server.getAddress().getPort() + "/");
      return byClient(uri, tls) + ", " + (scheme.equals("http") ? byUrl(uri) : "");
    } finally {
      server.stop(0);
    }
  }

  private static String byClient(URI uri, SSLContext tls) throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(LARGE)))
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().length();
  }

  private static String byUrl(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setDoOutput(true);
    connection.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** TLS by sockets, and in it what looks like a question for PostgreSQL's TLS. */
  private static String talk(SSLContext tls) throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket) tls.getServerSocketFactory().createServerSocket()) {
      server.bind(ANY_PORT);
      Thread echo = new Thread(() -> echo(server), "echo");
      echo.start();
      try (SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory().createSocket(server.getInetAddress(), server.getLocalPort())) {
        byte[] sslRequest = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
        socket.getOutputStream().write(sslRequest);
        byte[] answer = socket.getInputStream().readNBytes(sslRequest.length);
        return socket.getSession().getProtocol() + " " + Arrays.toString(answer);
      } finally {
        echo.join();
      }
    }
  }

  private static void echo(SSLServerSocket server) {
    try (var client = server.accept()) {
      client.getOutputStream().write(client.getInputStream().readNBytes(8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
