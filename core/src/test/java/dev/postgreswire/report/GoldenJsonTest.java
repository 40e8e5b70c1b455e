package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.BackendMessage;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.FrontendMessage;
import dev.postgreswire.message.GoldenFrame;
import dev.postgreswire.message.GoldenPayload;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.testing.Json;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message has a line of JSON with all of its fields. */
class GoldenJsonTest {
  /** A frame, and what came before it. */
  record Golden(String name, Frame frame, DecodingContext context) {
    String json(boolean unsafe) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Utf8Out text = new Utf8Out(bytes);
      JsonLinesWriter writer = new JsonLinesWriter(text, unsafe);
      writer.begin();
      writer.body(frame, context);
      writer.flush();
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return name + " " + frame.bytes();
    }
  }

  static Stream<Golden> goldens() {
    return Stream.concat(
        GoldenFrame.all()
            .map(golden -> new Golden(golden.name(), golden.frame(), golden.context())),
        GoldenPayload.all()
            .map(
                golden ->
                    new Golden(golden.name(), golden.frame(golden.bytes()), golden.context())));
  }

  @ParameterizedTest
  @CsvSource({"masked,false", "unsafe,true"})
  void everyMessageHasALine(String name, boolean unsafe) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Golden golden : goldens().toList()) {
      lines.append(golden.json(unsafe));
    }

    assertThat(lines.toString().lines()).containsExactlyElementsOf(read(name));
  }

  @Test
  void everyMessageThereIsIsAmongThem() throws IOException {
    String lines = String.join("\n", read("masked"));

    assertThat(
            Stream.of(FrontendMessage.class, BackendMessage.class)
                .flatMap(side -> Arrays.stream(side.getPermittedSubclasses()))
                .map(type -> "\"type\":\"" + type.getSimpleName() + "\""))
        .allSatisfy(type -> assertThat(lines).contains(type));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyFieldIsThere(Golden golden) throws IOException {
    Map<String, Object> line = Json.object(golden.json(false).strip());
    assertThat(line).containsKeys("direction", "type", "length", "fields");
    if (golden.name.equals("ErrorResponse") || golden.name.equals("NoticeResponse")) {
      return; // by meaning; see JsonLinesTest
    }
    for (Field field : MessageDecoder.fields(golden.frame, golden.context)) {
      boolean header = field.offset() < golden.frame.headerSize();
      boolean said = (header && List.of("type", "length").contains(field.name()));
      if (!said && !field.name().equals("terminator") && !isOfLegacyError(golden, field)) {
        Json.at(line.get("fields"), field.name());
      }
    }
  }

  private static boolean isOfLegacyError(Golden golden, Field field) {
    return golden.name.equals("LegacyErrorResponse") && field.name().equals("type");
  }

  private static List<String> read(String name) throws IOException {
    try (InputStream in = GoldenJsonTest.class.getResourceAsStream(name + ".jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
