package dev.postgreswire.benchmarks.endurance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.report.capture.Capture;
import dev.postgreswire.report.capture.CaptureReader;
import dev.postgreswire.wire.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four files in a folder, read as others would. */
final class Recordings {
  private final Path folder;
  private final int port;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * Creates one that has not read anything.
   *
   * @param port the server's
   */
  Recordings(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  Map<String, Object> facts() {
    return facts;
  }

  List<String> faults() {
    return faults;
  }

  /** What the JSON says of a connection. */
  private record Told(String client, long[] bytes) {}

  /**
   * Reads all of them.
   *
   * @return the connections, in order, by the packets of the capture
   */
  List<Passage> read() throws IOException {
    Map<Integer, Told> told = readJson();
    List<Passage> packets = readCapture();
    facts.put("connections in JSON Lines", told.size());
    facts.put("connections in the capture", packets.size());
    compare(told, packets);
    readTrace();
    readPage();
    List<Passage> all = new ArrayList<>(packets);
    // Of those that broke before anything was said there are no packets.
    told.values().stream()
        .filter(each -> each.bytes()[0] + each.bytes()[1] == 0)
        .forEach(each -> all.add(Passage.of(each.client())));
    return all;
  }

  private Map<Integer, Told> readJson() throws IOException {
    Map<Integer, Told> connections = new LinkedHashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    long messages = 0;
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve("messages.jsonl"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = parsed(mapper, line);
        int number = node.path("connection").asInt();
        switch (node.path("event").asText("")) {
          case "" -> messages++;
          case "opened" ->
              connections.put(number, new Told(node.path("client").asText(), new long[] {-1, -1}));
          case "closed" -> {
            long[] bytes = connections.get(number).bytes();
            bytes[0] = node.path("frontendBytes").asLong();
            bytes[1] = node.path("backendBytes").asLong();
          }
          default -> {}
        }
      }
    }
    facts.put("messages", messages);
    return connections;
  }

  private JsonNode parsed(ObjectMapper mapper, String line) {
    try {
      return mapper.readTree(line);
    } catch (JsonProcessingException e) {
      faults.add("a line of JSON is " + line);
      return mapper.createObjectNode().put("event", "none");
    }
  }

  private List<Passage> readCapture() throws IOException {
    List<Passage> passages = new ArrayList<>();
    try (CaptureReader reader = Capture.open(folder.resolve("recording.pcapng"))) {
      reader.port(port).readTo(new Counting(passages));
    }
    return passages;
  }

  /** The sizes that the JSON gives are those of what is in the capture. */
  private void compare(Map<Integer, Told> told, List<Passage> packets) {
    Map<String, List<long[]>> expected = new HashMap<>();
    for (Told each : told.values()) {
      if (each.bytes()[0] < 0) {
        faults.add("a connection of " + each.client() + " is not said to be closed");
      } else if (each.bytes()[0] + each.bytes()[1] > 0) {
        expected.computeIfAbsent(each.client(), key -> new ArrayList<>()).add(each.bytes());
      }
    }
    for (Passage passage : packets) {
      List<long[]> sizes = expected.getOrDefault(passage.address(), new ArrayList<>());
      boolean known =
          sizes.removeIf(
              size ->
                  size[0] == passage.frontend().length() && size[1] == passage.backend().length());
      if (!known) {
        faults.add("the JSON does not know of " + passage);
      }
    }
  }

  private void readTrace() throws IOException {
    long lines = 0;
    try (BufferedReader in = Files.newBufferedReader(folder.resolve("trace.txt"))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isEmpty() && !line.matches("(?s)[FB]\\t\\d+\\t.*")) {
          faults.add("a line of the trace is " + line);
        }
        lines++;
      }
    }
    facts.put("lines of trace", lines);
  }

  private void readPage() throws IOException {
    String page = Files.readString(folder.resolve("recording.html"), StandardCharsets.UTF_8);
    if (!page.startsWith("<!") || !page.stripTrailing().endsWith("</html>")) {
      faults.add("the page is not whole");
    }
    facts.put("bytes of page", page.length());
  }

  /** Counts what is in a capture. */
  private record Counting(List<Passage> passages) implements WireSink {
    @Override
    public Connection opened(ConnectionOrigin origin, Instant time) {
      Passage passage = Passage.of(origin.client());
      passages.add(passage);
      return new Counted(passages.size(), passage);
    }

    @Override
    public void secret(TlsSecret secret) {}
  }

  private record Counted(int id, Passage passage) implements WireSink.Connection {
    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      (direction == Direction.FRONTEND ? passage.frontend() : passage.backend()).add(bytes);
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      throw new IllegalStateException("bytes are missing in the capture of " + passage);
    }

    @Override
    public void ended(Direction direction, Instant time) {}

    @Override
    public void closed(Ending how, String detail, Instant time) {}

    @Override
    public void note(String text, Instant time) {}
  }
}
