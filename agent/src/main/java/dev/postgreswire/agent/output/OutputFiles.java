package dev.postgreswire.agent.output;

import dev.postgreswire.agent.AgentOptions;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.report.Pcapng;
import dev.postgreswire.report.RecordingFormat;
import dev.postgreswire.report.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which files the options ask for, as far as they can be written. */
final class OutputFiles {
  private final Consumer<String> say;
  private final List<OutputFile> files = new ArrayList<>();

  private OutputFiles(Consumer<String> say) {
    this.say = say;
  }

  /**
   * Returns the files. The folder for all is made if need be; no file is.
   *
   * @param say is told, a line each, which cannot be written, and why
   */
  static List<OutputFile> of(AgentOptions options, Consumer<String> say) {
    OutputFiles files = new OutputFiles(say);
    Optional<Path> out = options.out().map(OutputFiles::expanded).filter(files::make);
    files.add("trace", Trace.strict(), options.trace(), out, "trace.txt");
    files.add("json", JsonLines.masked(), options.json(), out, "messages.jsonl");
    files.add("pcapng", Pcapng.masked(), options.pcapng(), out, "recording.pcapng");
    files.add("html", null, options.html(), out, "recording.html");
    return List.copyOf(files.files);
  }

  /** As in other options of a JVM, {@code %p} is the number of its process. */
  private static Path expanded(Path path) {
    String pid = Long.toString(ProcessHandle.current().pid());
    return Path.of(path.toString().replace("%p", pid));
  }

  private boolean make(Path folder) {
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return true;
      }
      refuse("out=" + folder, "not permitted");
    } catch (IOException | SecurityException e) {
      refuse("out=" + folder, Reason.of(e));
    }
    return false;
  }

  private void add(
      String key, RecordingFormat format, Optional<Path> given, Optional<Path> out, String name) {
    Optional<Path> path =
        given.map(OutputFiles::expanded).or(() -> out.map(folder -> folder.resolve(name)));
    path.map(at -> new OutputFile(key + "=" + at, Optional.ofNullable(format), at))
        .ifPresent(this::add);
  }

  private void add(OutputFile file) {
    Optional<String> obstacle =
        files.stream()
            .filter(file::isSameAs)
            .findFirst()
            .map(other -> "it is asked for twice; give each format a file of its own")
            .or(file::obstacle);
    obstacle.ifPresentOrElse(why -> refuse(file.option(), why), () -> files.add(file));
  }

  private void refuse(String option, String why) {
    say.accept(option + " cannot be written, the application goes on without: " + why);
  }
}
