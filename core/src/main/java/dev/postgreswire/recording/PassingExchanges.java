package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  /** The last statement of which {@link #areColumnsKnown}. */
  private Bytes known;

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

    /** Null before. */
    Bytes lastBind;
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
    if (log.kind(frame) != FrameKind.MESSAGE || !log.fault(frame).isEmpty()) {
      return false;
    }
    Bytes message = log.content(frame);
    return log.direction(frame) == Direction.FRONTEND ? asks(message) : answers(message);
  }

  private boolean asks(Bytes message) {
    switch (message.get(0)) {
      case 'B' -> bind(message);
      case 'P' -> {
        if (byteAt(message, BODY) > 0 || !canReplaceUnnamed()) {
          return false;
        }
      }
      case 'D', 'C' -> {
        if (byteAt(message, BODY) != 'P') {
          return false;
        }
        since.describes |= message.get(0) == 'D' && !areColumnsKnown();
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

  private void bind(Bytes message) {
    since.lastBind = message;
    since.usesUnnamed |= !since.replacesUnnamed && byteAt(message, statementName(message)) == 0;
  }

  /** Returns where in a Bind the statement's name begins, after the portal's. */
  private static int statementName(Bytes bind) {
    return bind.length() == BODY ? BODY : bind.indexOf((byte) 0, BODY) + 1;
  }

  /** Returns whether the statement bound last has been described, or will be understood anyway. */
  private boolean areColumnsKnown() {
    int from = since.lastBind == null ? 0 : statementName(since.lastBind);
    int to = from == 0 ? -1 : since.lastBind.indexOf((byte) 0, from);
    if (to < from || (to == from && since.replacesUnnamed)) {
      return true;
    }
    Bytes name = since.lastBind.slice(from, to - from);
    if (!name.equals(known)) {
      Prepared prepared = names.statement(name.toString(charset));
      known = prepared == null || prepared.columns != null ? name : null;
    }
    return known != null;
  }

  /** Returns a byte of what is kept of a message, or -1 when it is not there. */
  private static int byteAt(Bytes message, int at) {
    return at < message.length() ? message.unsigned(at) : -1;
  }

  private boolean answers(Bytes message) {
    return switch (message.get(0)) {
      case 'Z' -> ready(byteAt(message, BODY));
      case '1', '2', '3', 'D', 'n', 's', 'I' -> isAwaited();
      case 'T' -> isAwaited() && !since.describes;
      case 'C' -> isAwaited() && hasPassingTag(message);
      default -> false;
    };
  }

  private boolean isAwaited() {
    return since.midway || since.answered < since.asked;
  }

  /** A tag that was cut is nobody's business later, either. */
  private static boolean hasPassingTag(Bytes message) {
    if (message.length() == BODY) {
      return true;
    }
    Bytes told = message.from(BODY);
    for (Bytes tag : TAGS) {
      if (told.startsWith(tag)) {
        return true;
      }
    }
    return false;
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
