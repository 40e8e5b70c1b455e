package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Exchanges that leave nothing behind: after them a session is what it was before, but for their
 * number. Most are like that, and to forget them they need not be understood: type bytes, names and
 * command tags tell. Whatever may leave something, or is odd, ends the search.
 *
 * <p>They begin and end where the session is idle, outside of any transaction. As a Parse without a
 * name, and a Query, replace the unnamed statement each time, the last exchanges that do so are not
 * counted among them: to understand those is to know the statement.
 */
final class PassingExchanges {
  /** Tags of commands that leave no name and no setting; so much of a tag is always kept. */
  private static final List<Bytes> TAGS =
      List.of(
          ascii("SELECT "),
          ascii("INSERT "),
          ascii("UPDATE "),
          ascii("DELETE "),
          ascii("BEGIN\0"),
          ascii("COMMIT\0"),
          ascii("ROLLBACK\0"));

  /** Where the body of a message begins: after type byte and length word. */
  private static final int BODY = 5;

  private final LogView log;
  private final Namespace names;
  private final Charset charset;

  /** The frames to look at next; where the last of the exchanges ends; how many they are. */
  private int next;

  private int end;
  private int count;

  /** The same for those before the last that replaced the unnamed statement; -1 without one. */
  private int endBefore = -1;

  private int countBefore;

  /** The statements of which {@link #areColumnsKnown}. */
  private final Set<Bytes> known = new HashSet<>();

  private SinceIdle since = new SinceIdle();

  /** What was said since the session was idle. */
  private static final class SinceIdle {
    /** What ReadyForQuery is the answer to, and how many of those there were. */
    int asked;

    int answered;

    /** Whether the client is in the middle of an exchange. */
    boolean midway;

    /** Whether the unnamed statement is another one now, and whether the former was needed. */
    boolean replacesUnnamed;

    boolean usesUnnamed;

    /** Whether columns may be news about a statement. */
    boolean describes;

    /** The frame of the last Bind, or -1. */
    int lastBind = -1;
  }

  private PassingExchanges(LogView log, Namespace names, Charset charset, int from) {
    this.log = log;
    this.names = names;
    this.charset = charset;
    this.next = from;
    this.end = from;
  }

  private static Bytes ascii(String text) {
    return Bytes.of(text, StandardCharsets.US_ASCII);
  }

  /**
   * Looks for them.
   *
   * @param names what there is at frame {@code from}: no portals, for the session is idle
   * @param charset of those names
   * @param upTo the first frame not to look at
   */
  static PassingExchanges find(LogView log, Namespace names, Charset charset, int from, int upTo) {
    PassingExchanges found = new PassingExchanges(log, names, charset, from);
    while (found.next < upTo && found.passes(found.next)) {
      found.next++;
    }
    return found;
  }

  /** Returns the frame that follows the last of them. */
  int end() {
    return endBefore < 0 ? end : endBefore;
  }

  /** Returns how many there are. */
  int count() {
    return endBefore < 0 ? count : countBefore;
  }

  /**
   * Returns the frame at which the search ended: it is not of such an exchange, if there is one.
   */
  int seen() {
    return next;
  }

  private boolean passes(int frame) {
    int type = log.type(frame);
    if (type < 0 || !log.fault(frame).isEmpty()) {
      return false;
    }
    return log.direction(frame) == Direction.FRONTEND ? asks(type, frame) : answers(type, frame);
  }

  private boolean asks(int type, int frame) {
    switch (type) {
      case 'B' -> bind(frame);
      case 'P' -> {
        if (log.byteAt(frame, BODY) > 0 || !canReplaceUnnamed()) {
          return false;
        }
      }
      case 'D', 'C' -> {
        if (log.byteAt(frame, BODY) != 'P') {
          return false;
        }
        since.describes |= type == 'D' && !areColumnsKnown();
      }
      case 'E', 'H' -> {}
      case 'S' -> {
        ends();
        return true;
      }
      case 'Q' -> {
        ends();
        return canReplaceUnnamed();
      }
      default -> {
        return false;
      }
    }
    since.midway = true;
    return true;
  }

  private void ends() {
    since.asked++;
    since.midway = false;
  }

  /** Returns whether nobody had need of the unnamed statement before it is replaced. */
  private boolean canReplaceUnnamed() {
    since.replacesUnnamed |= !since.usesUnnamed;
    return since.replacesUnnamed;
  }

  private void bind(int frame) {
    since.lastBind = frame;
    int name = statementName(frame);
    boolean unnamed = name > 0 && log.byteAt(frame, name) == 0;
    since.usesUnnamed |= !since.replacesUnnamed && unnamed;
  }

  /**
   * Returns where in a Bind the statement's name begins, after the portal's; -1 where it is cut.
   */
  private int statementName(int bind) {
    int end = endOfText(bind, BODY);
    return end < 0 ? -1 : end + 1;
  }

  /** Returns where the NUL is that ends the text which begins at {@code from}, or -1. */
  private int endOfText(int frame, int from) {
    int at = from;
    int next = log.byteAt(frame, at);
    while (next > 0) {
      next = log.byteAt(frame, ++at);
    }
    return next == 0 ? at : -1;
  }

  /** Returns whether the statement bound last has been described, or will be understood anyway. */
  private boolean areColumnsKnown() {
    int bind = since.lastBind;
    int from = bind < 0 ? -1 : statementName(bind);
    int to = from < 0 ? -1 : endOfText(bind, from);
    if (to < 0 || (to == from && since.replacesUnnamed)) {
      return true;
    }
    Bytes name = log.content(bind).slice(from, to - from);
    if (known.contains(name)) {
      return true;
    }
    Prepared prepared = names.statement(name.toString(charset));
    return (prepared == null || prepared.columns != null) && known.add(name);
  }

  private boolean answers(int type, int frame) {
    return switch (type) {
      case 'Z' -> ready(log.byteAt(frame, BODY));
      case '1', '2', '3', 'D', 'n', 's', 'I' -> isAwaited();
      case 'T' -> isAwaited() && !since.describes;
      case 'C' -> isAwaited() && hasPassingTag(frame);
      default -> false;
    };
  }

  private boolean isAwaited() {
    return since.midway || since.answered < since.asked;
  }

  /** A tag that was cut is nobody's business later, either. */
  private boolean hasPassingTag(int frame) {
    if (log.byteAt(frame, BODY) < 0) {
      return true;
    }
    for (Bytes tag : TAGS) {
      if (says(frame, tag)) {
        return true;
      }
    }
    return false;
  }

  private boolean says(int frame, Bytes tag) {
    int at = 0;
    while (at < tag.length() && log.byteAt(frame, BODY + at) == tag.unsigned(at)) {
      at++;
    }
    return at == tag.length();
  }

  private boolean ready(int status) {
    since.answered++;
    boolean idle = status == 'I' && since.asked == since.answered && !since.midway;
    if (idle) {
      if (since.replacesUnnamed) {
        endBefore = end;
        countBefore = count;
      }
      end = next + 1;
      count += since.answered;
      since = new SinceIdle();
    }
    return idle || (status != 'E' && since.answered <= since.asked);
  }
}
