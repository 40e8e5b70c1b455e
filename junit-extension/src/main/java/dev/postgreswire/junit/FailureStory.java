package dev.postgreswire.junit;

import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.RecordedError;
import dev.postgreswire.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the page of a recording says about a test's failure, and which message it opens at. */
final class FailureStory {
  private static final int MOST_CAUSES = 20;

  private final Throwable failure;
  private final RecordingFiles files;

  FailureStory(Throwable failure, RecordingFiles files) {
    this.failure = failure;
    this.files = files;
  }

  /** Returns whether the failure names the recording itself. */
  boolean isLinked() {
    return message(failure).contains(files.mention(Optional.empty()));
  }

  /** Returns the failure in a line. */
  String headline() {
    return text().lines().findFirst().orElse("");
  }

  /** Returns the failure with its causes, without the link to the page it is shown on. */
  String text() {
    return causes().stream()
        .map(FailureStory::named)
        .flatMap(String::lines)
        .filter(line -> !line.contains(files.mention(Optional.empty())))
        .collect(Collectors.joining("\n"));
  }

  /** Assertions speak for themselves; of other failures the class tells most. */
  private static String named(Throwable failure) {
    return failure instanceof AssertionError && !message(failure).isBlank()
        ? message(failure).strip()
        : failure.toString();
  }

  /**
   * Returns where to look: at what an assertion's link names, else at the last error of the server
   * that the failure quotes.
   */
  Optional<MessagePosition> place(Recording recording) {
    Pattern link =
        Pattern.compile(Pattern.quote(files.mention(Optional.empty())) + "#(?:c=(\\d+)&)?m=(\\d+)");
    Matcher found = link.matcher(message(failure));
    return found.find() ? Optional.of(place(found)) : quoted(recording);
  }

  private static MessagePosition place(Matcher link) {
    String connection = link.group(1) == null ? "1" : link.group(1);
    return new MessagePosition(Integer.parseInt(connection), Integer.parseInt(link.group(2)));
  }

  private Optional<MessagePosition> quoted(Recording recording) {
    String all = causes().stream().map(FailureStory::message).collect(Collectors.joining("\n"));
    return recording.errors().stream()
        .filter(error -> !error.message().isBlank() && all.contains(error.message()))
        .reduce((before, last) -> last)
        .map(
            (RecordedError error) ->
                new MessagePosition(error.connectionId(), error.messageIndex()));
  }

  private List<Throwable> causes() {
    List<Throwable> causes = new ArrayList<>();
    Throwable next = failure;
    while (next != null && causes.size() < MOST_CAUSES) {
      causes.add(next);
      next = next.getCause();
    }
    return causes;
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
