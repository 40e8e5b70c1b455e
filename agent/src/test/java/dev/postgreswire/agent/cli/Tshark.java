package dev.postgreswire.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Debian's tshark, which has a decoder of its own, and dumpcap, which listens at an interface. */
public final class Tshark {
  private static final String PACKAGE = "Debian's package tshark";

  /** How tshark 4.0 calls what the manual, and we, call otherwise. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("SSLRequest", "SSL request"),
          Map.entry("StartupMessage", "Startup message"),
          Map.entry("PasswordMessage", "Password message"),
          Map.entry("SASLInitialResponse", "SASLInitialResponse message"),
          Map.entry("SASLResponse", "SASLResponse message"),
          Map.entry("Query", "Simple query"),
          Map.entry("Terminate", "Termination"),
          Map.entry("CopyData", "Copy data"),
          Map.entry("CopyDone", "Copy completion"),
          Map.entry("BackendKeyData", "Backend key data"),
          Map.entry("ParameterStatus", "Parameter status"),
          Map.entry("ReadyForQuery", "Ready for query"),
          Map.entry("RowDescription", "Row description"),
          Map.entry("DataRow", "Data row"),
          Map.entry("CommandComplete", "Command completion"),
          Map.entry("ErrorResponse", "Error"),
          Map.entry("NoticeResponse", "Notice"),
          Map.entry("NotificationResponse", "Notification"),
          Map.entry("CopyInResponse", "CopyIn response"),
          Map.entry("CopyOutResponse", "CopyOut response"),
          Map.entry("ParseComplete", "Parse completion"),
          Map.entry("BindComplete", "Bind completion"),
          Map.entry("CloseComplete", "Close completion"),
          Map.entry("NoData", "No data"),
          Map.entry("ParameterDescription", "Parameter description"),
          Map.entry("PortalSuspended", "Portal suspended"),
          Map.entry("EmptyQueryResponse", "Empty query"),
          Map.entry("FunctionCall", "Function call"),
          Map.entry("FunctionCallResponse", "Function call response"));

  /**
   * What tshark 4.0 leaves out or misreads, and why.
   *
   * <p>Others of its faults show in the fields only, not in the sequence: cancel keys that are not
   * of four bytes, the last two column formats of COPY, field V of errors, SQL that is not ASCII.
   */
  private static final Map<String, String> LEFT_OUT =
      Map.of("NegotiationAnswer", "one byte without a type: tshark lists no message for it");

  private Tshark() {}

  /** Returns a message as tshark would list it; empty where it does not. */
  public static List<String> expected(String direction, String type, String length) {
    if (LEFT_OUT.containsKey(type)) {
      return List.of();
    }
    String name = type.startsWith("Authentication") ? "Authentication request" : type;
    return List.of(direction + " " + NAMES.getOrDefault(name, name) + " " + length);
  }

  /**
   * Lists the messages of a capture, those of a connection and direction together: {@code F Simple
   * query 14}.
   *
   * @param port the server's
   * @param keyLog the secrets of its TLS sessions; null when the capture has them itself
   */
  public static List<List<String>> messages(Path capture, int port, Path keyLog) {
    Tool tshark = Tool.find("tshark", PACKAGE).with("-r", capture.toString());
    if (keyLog != null) {
      tshark = tshark.with("-o", "tls.keylog_file:" + keyLog);
    }
    String lines =
        tshark
            .with("-d", "tcp.port==" + port + ",pgsql", "-Y", "pgsql", "-T", "fields")
            .run("-e", "tcp.stream", "-e", "tcp.dstport", "-e", "pgsql.type", "-e", "pgsql.length")
            .output();
    List<List<String>> lists = new ArrayList<>();
    lines.lines().forEach(line -> add(lists, line.split("\t", -1), String.valueOf(port)));
    return lists;
  }

  private static void add(List<List<String>> lists, String[] fields, String port) {
    boolean frontend = fields[1].equals(port);
    int index = 2 * Integer.parseInt(fields[0]) + (frontend ? 0 : 1);
    while (lists.size() <= index + (frontend ? 1 : 0)) {
      lists.add(new ArrayList<>());
    }
    List<String> types = Arrays.asList(fields[2].split(","));
    List<String> lengths = Arrays.asList(fields[3].split(","));
    for (int i = 0; i < Math.max(types.size(), lengths.size()); i++) {
      String type = i < types.size() ? types.get(i) : "?";
      String length = i < lengths.size() ? lengths.get(i) : "?";
      lists.get(index).add((frontend ? "F " : "B ") + type + " " + length);
    }
  }

  /** Listens to a port of this machine; without the right to do so the test is skipped. */
  static Sniffer sniff(int port, Path file) throws IOException {
    Process process =
        Tool.find("dumpcap", PACKAGE)
            .start(Map.of(), "-q", "-i", "lo", "-f", "tcp port " + port, "-w", file.toString());
    BufferedReader err = process.errorReader();
    StringBuilder said = new StringBuilder();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("File: ")) {
        return new Sniffer(process, file);
      }
    }
    Tool.missing("dumpcap may not listen at the loopback interface: " + said);
    throw new IllegalStateException();
  }

  /** A dumpcap that listens. */
  record Sniffer(Process process, Path file) implements AutoCloseable {
    /**
     * Returns once dumpcap has written so many ends of connections. A server that closes before it
     * has read the client's close_notify of TLS resets the connection: then no FIN is sent.
     */
    void awaitEnds(int count) throws InterruptedException {
      long ends = 0;
      while (ends < count) {
        Tool.Result read =
            Tool.find("tshark", PACKAGE)
                .run(
                    "-r",
                    file.toString(),
                    "-Y",
                    "tcp.flags.fin == 1 or tcp.flags.reset == 1",
                    "-T",
                    "fields",
                    "-e",
                    "tcp.stream");
        ends = read.out().lines().distinct().count();
      }
    }

    @Override
    public void close() {
      process.toHandle().destroy();
      process.onExit().join();
    }
  }
}
