package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.MessageFilter;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.filter.FilterSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which messages are shown. */
final class FilterOption {
  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      converter = Parsing.class,
      description = {
        "Only messages that fit, in Wireshark's language, such as",
        "  'pgsql.query contains \"orders\" and rtt > 5ms'",
        "  'error', 'type == Parse', 'sqlstate == \"23505\"'"
      })
  private MessageFilter filter;

  FilterOption() {}

  /** Returns what passes on to {@code listener} what fits. */
  RecordingListener over(RecordingListener listener) {
    return filter == null ? listener : filter.over(listener);
  }

  private static final class Parsing implements ITypeConverter<MessageFilter> {
    @Override
    public MessageFilter convert(String text) {
      try {
        return MessageFilter.parse(text);
      } catch (FilterSyntaxException e) {
        throw new TypeConversionException(
            "%s, at character %d of: %s".formatted(e.reason(), e.position() + 1, text));
      }
    }
  }
}
