package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.GoldenFrame;
import dev.postgreswire.message.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message has a line in a trace, with its secrets masked, with them, and in regress mode. */
class GoldenTraceTest {
  @ParameterizedTest
  @CsvSource({"masked,false,false", "unsafe,false,true", "regress,true,false"})
  void everyMessageHasALine(String name, boolean regress, boolean unsafe) throws IOException {
    TraceOptions options = new TraceOptions(regress, unsafe, false, null);
    StringBuilder text = new StringBuilder();
    TraceLine line = new TraceLine(options, text);
    for (GoldenFrame golden : GoldenFrame.all().toList()) {
      line.write(golden.frame(), golden.context(), MessageType.SSL_REQUEST);
    }

    assertThat(text.toString().lines()).containsExactlyElementsOf(golden(name));
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = GoldenTraceTest.class.getResourceAsStream(name + ".trace")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
