package dev.postgreswire.agent.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;

/** What the recording says of what only pgjdbc's application does. */
final class RecordedExtras {
  private static final List<String> TYPES =
      List.of("any", "primary", "preferSecondary", "preferPrimary");

  private final JsonRecording recording;
  private final Properties settings;

  RecordedExtras(JsonRecording recording, Properties settings) {
    this.recording = recording;
    this.settings = settings;
  }

  /** The first two hosts fail, the third is recorded by its own name. */
  void checkHosts() {
    for (String type : TYPES) {
      assertThat(recording.withParameter("pgjdbc/multi-host/" + type))
          .singleElement()
          .satisfies(connection -> assertThat(server(connection)).isEqualTo(at("port")));
    }
  }

  /** By hand and by a timeout: each on a connection of its own, aimed at the other. */
  void checkCancelling() {
    assertThat(recording.where(connection -> !connection.messages("CancelRequest").isEmpty()))
        .hasSize(2)
        .allSatisfy(connection -> assertThat(server(connection)).isEqualTo(at("port")));
    assertThat(recording.where(connection -> connection.hasError("57014"))).hasSize(2);
  }

  /** Who waits for the server is recorded with what it has said until then. */
  void checkWaiting() {
    assertThat(recording.where(connection -> server(connection).equals(at("silent"))))
        .hasSize(2)
        .allSatisfy(
            connection -> assertThat(connection.types("F")).containsExactly("StartupMessage"));
    assertThat(
            recording.where(connection -> !connection.messages("NotificationResponse").isEmpty()))
        .hasSize(1);
  }

  /** The driver writes on the thread of whoever runs a statement. */
  void checkCallers(Cell cell) {
    assertThat(RecordedCell.find(cell, recording).messages("Bind"))
        .allSatisfy(
            bind ->
                assertThat(bind)
                    .containsEntry("thread", "main")
                    .hasEntrySatisfying(
                        "caller",
                        caller ->
                            assertThat((String) caller)
                                .startsWith("com.example.drivers.Jdbc.query(Jdbc.java:")));
  }

  private static String server(JsonConnection connection) {
    return (String) connection.event("opened").orElseThrow().get("server");
  }

  private String at(String port) {
    return settings.getProperty("host") + ":" + settings.getProperty(port);
  }
}
