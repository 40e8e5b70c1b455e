package dev.postgreswire.report;

import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.Phase;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The letters that stand beside the colours of the page. */
final class PageLetters {
  private PageLetters() {}

  static char of(Phase phase) {
    return switch (phase) {
      case NEGOTIATION -> 'N';
      case TLS -> 'T';
      case STARTUP -> 'S';
      case AUTHENTICATION -> 'A';
      case QUERY -> 'Q';
      case COPY -> 'C';
      case REPLICATION -> 'R';
      case CANCEL -> 'K';
      case TERMINATION -> 'X';
      case UNKNOWN -> 'U';
    };
  }

  static char of(Exchange.Kind kind) {
    return switch (kind) {
      case STARTUP -> 'S';
      case SIMPLE_QUERY -> 'Q';
      case EXTENDED_QUERY -> 'P';
      case FUNCTION_CALL -> 'F';
      case CANCEL -> 'K';
      case TERMINATION -> 'X';
      case ENCRYPTED -> 'T';
      case OTHER -> 'O';
    };
  }

  /** Returns what the letters of phases stand for. */
  static Map<Character, String> phases() {
    Map<Character, String> names = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      names.put(of(phase), words(phase));
    }
    return names;
  }

  /** Returns what the letters of exchanges stand for. */
  static Map<Character, String> kinds() {
    Map<Character, String> names = new LinkedHashMap<>();
    for (Exchange.Kind kind : Exchange.Kind.values()) {
      names.put(of(kind), words(kind));
    }
    return names;
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
