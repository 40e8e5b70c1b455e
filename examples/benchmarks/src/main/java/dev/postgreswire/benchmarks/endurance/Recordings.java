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
import dev.postgreswire.testing.conformance.RecordingCheck;
import dev.postgreswire.wire.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four files in a folder, read as others would. */
final class Recordings {
  private final Path folder;
  private final int port;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private LeftOut leftOut = LeftOut.NOTHING;

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

  /** Returns what the recording says is missing in it. */
  LeftOut leftOut() {
    return leftOut;
  }

  List<String> faults() {
    return faults;
  }

  /**
   * What the JSON says of a connection.
   *
   * @param frontend how much the client said; -1 while it is open
   * @param backend how much the server said
   */
  private record Told(String client, long frontend, long backend) {
    boolean isOpen() {
      return frontend < 0;
    }

    boolean isEmpty() {
      return frontend + backend == 0;
    }

    boolean isAsLongAs(Passage passage) {
      return frontend == passage.frontend().length() && backend == passage.backend().length();
    }
  }

  /**
   * Reads all of them.
   *
   * @return the connections, in order, by the packets of the capture
   */
  List<Passage> read() throws IOException {
    Map<Integer, Told> told = readJson();
    List<Passage> packets = readCapture();
    RecordingCheck.of(folder.resolve("messages.jsonl"))
        .forEach(broken -> faults.add("the protocol is broken: " + broken));
    facts.put("left out", leftOut.toString());
    facts.put("connections in JSON Lines", told.size());
    facts.put("connections in the capture", packets.size());
    List<Passage> all = inOrder(told.values(), packets);
    readTrace();
    readPage();
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
          case "gap" -> leftOut = leftOut.and(node.path("bytes").asLong(), 0);
          case "opened" -> {
            leftOut = leftOut.and(0, node.path("partial").asBoolean() ? 1 : 0);
            connections.put(number, new Told(node.path("client").asText(), -1, -1));
          }
          case "closed" ->
              connections.computeIfPresent(
                  number,
                  (key, told) ->
                      new Told(
                          told.client(),
                          node.path("frontendBytes").asLong(),
                          node.path("backendBytes").asLong()));
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

  /**
   * The sizes that the JSON gives are those of what is in the capture.
   *
   * @return what is in the capture, in the order of the JSON, which knows of those, too, that broke
   *     before anything was said: an address may be somebody else's a while later
   */
  private List<Passage> inOrder(Collection<Told> told, List<Passage> packets) {
    Map<String, List<Passage>> captured = new HashMap<>();
    packets.forEach(
        each -> captured.computeIfAbsent(each.address(), key -> new ArrayList<>()).add(each));
    List<Passage> all = new ArrayList<>();
    for (Told each : told) {
      if (each.isOpen()) {
        faults.add("a connection of " + each.client() + " is not said to be closed");
      }
      List<Passage> candidates = captured.getOrDefault(each.client(), List.of());
      Optional<Passage> same = candidates.stream().filter(each::isAsLongAs).findFirst();
      same.ifPresent(candidates::remove);
      if (same.isEmpty() && !each.isEmpty()) {
        faults.add("the capture does not know of " + each);
      }
      all.add(same.orElseGet(() -> Passage.of(each.client())));
    }
    captured.values().stream()
        .flatMap(List::stream)
        .forEach(each -> faults.add("the JSON does not know of " + each));
    return all;
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
      (direction == Direction.FRONTEND ? passage.frontend() : passage.backend()).miss(count);
    }

    @Override
    public void ended(Direction direction, Instant time) {}

    @Override
    public void closed(Ending how, String detail, Instant time) {}

    @Override
    public void note(String text, Instant time) {}
  }
}
