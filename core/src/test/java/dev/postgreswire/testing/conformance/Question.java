package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message of the client that is to be answered, and how far it has been (PROTOCOL §5.6). */
final class Question {
  final Utterance asked;
  final boolean replication;
  Progress progress = Progress.ASKED;

  /** Whether the server may have passed over it, in a way that nobody else can know. */
  boolean uncertain;

  /** During COPY from the client: those that the server passes over, if it does not fail before. */
  final List<Question> passedOver = new ArrayList<>();

  private boolean clientDone;
  private boolean serverDone;

  /** How far it is answered. */
  enum Progress {
    ASKED,
    /** ParameterDescription came. */
    PARAMETERS,
    /** RowDescription or a row came. */
    ROWS,
    COPY_IN,
    /** The client has called it off. */
    COPY_FAILED,
    COPY_OUT,
    COPY_BOTH,
    /** The data is through. */
    COPIED,
    /** One statement is done, others may follow. */
    BETWEEN,
    /** Only ReadyForQuery is missing. */
    ANSWERED,
    FAILED,
    DONE
  }

  Question(Utterance asked, boolean replication) {
    this.asked = asked;
    this.replication = replication;
  }

  boolean isEndedByReady() {
    return switch (asked.type()) {
      case SYNC, QUERY, FUNCTION_CALL -> true;
      default -> false;
    };
  }

  boolean isSync() {
    return asked.is(MessageType.SYNC);
  }

  /** Returns which rule an answer breaks that does not fit. */
  Rule rule(MessageType answer) {
    return switch (progress) {
      case COPY_IN, COPY_FAILED -> Rule.COPY_IN;
      case COPY_OUT -> Rule.COPY_OUT;
      case COPY_BOTH -> Rule.COPY_BOTH;
      default ->
          switch (asked.type()) {
            case SYNC -> Rule.ONE_READY;
            case QUERY -> answer == MessageType.COPY_BOTH_RESPONSE ? Rule.COPY_BOTH : inQuery();
            case FUNCTION_CALL -> Rule.FUNCTION_ANSWERED;
            default -> answer == MessageType.READY_FOR_QUERY ? Rule.ONE_READY : Rule.ANSWER_FITS;
          };
    };
  }

  private Rule inQuery() {
    boolean overdue = progress == Progress.ANSWERED || progress == Progress.FAILED;
    return overdue ? Rule.ONE_READY : Rule.QUERY_ANSWERED;
  }

  /** Returns how far it is with {@code answer}; empty when that does not fit. No errors. */
  Optional<Progress> after(MessageType answer) {
    return Optional.ofNullable(
        switch (asked.type()) {
          case PARSE -> answer == MessageType.PARSE_COMPLETE ? Progress.DONE : null;
          case BIND -> answer == MessageType.BIND_COMPLETE ? Progress.DONE : null;
          case CLOSE -> answer == MessageType.CLOSE_COMPLETE ? Progress.DONE : null;
          case SYNC -> answer == MessageType.READY_FOR_QUERY ? Progress.DONE : null;
          case DESCRIBE -> describe(answer);
          case EXECUTE -> execute(answer);
          case FUNCTION_CALL -> call(answer);
          default -> query(answer);
        });
  }

  private Progress describe(MessageType answer) {
    boolean isStatement = asked.detail().equals("S");
    return switch (answer) {
      case PARAMETER_DESCRIPTION ->
          isStatement && progress == Progress.ASKED ? Progress.PARAMETERS : null;
      case ROW_DESCRIPTION, NO_DATA ->
          isStatement == (progress == Progress.PARAMETERS) ? Progress.DONE : null;
      default -> null;
    };
  }

  private Progress call(MessageType answer) {
    return switch (answer) {
      case FUNCTION_CALL_RESPONSE -> progress == Progress.ASKED ? Progress.ANSWERED : null;
      case READY_FOR_QUERY -> progress == Progress.ASKED ? null : Progress.DONE;
      default -> null;
    };
  }

  private Progress execute(MessageType answer) {
    return switch (progress) {
      case ASKED ->
          answer == MessageType.EMPTY_QUERY_RESPONSE
              ? Progress.DONE
              : copy(answer).orElseGet(() -> rows(answer));
      case ROWS -> rows(answer);
      case COPY_OUT -> copyOut(answer);
      case COPIED -> answer == MessageType.COMMAND_COMPLETE ? Progress.DONE : null;
      default -> null;
    };
  }

  private static Progress rows(MessageType answer) {
    return switch (answer) {
      case DATA_ROW -> Progress.ROWS;
      case COMMAND_COMPLETE, PORTAL_SUSPENDED -> Progress.DONE;
      default -> null;
    };
  }

  private static Optional<Progress> copy(MessageType answer) {
    return switch (answer) {
      case COPY_IN_RESPONSE -> Optional.of(Progress.COPY_IN);
      case COPY_OUT_RESPONSE -> Optional.of(Progress.COPY_OUT);
      default -> Optional.empty();
    };
  }

  private static Progress copyOut(MessageType answer) {
    return switch (answer) {
      case COPY_DATA -> Progress.COPY_OUT;
      case COPY_DONE -> Progress.COPIED;
      default -> null;
    };
  }

  private Progress query(MessageType answer) {
    return switch (progress) {
      case ASKED -> answer == MessageType.EMPTY_QUERY_RESPONSE ? Progress.ANSWERED : next(answer);
      case BETWEEN -> answer == MessageType.READY_FOR_QUERY ? Progress.DONE : next(answer);
      case ROWS -> answer == MessageType.DATA_ROW ? Progress.ROWS : completed(answer);
      case COPY_OUT -> copyOut(answer);
      case COPY_BOTH -> copyBoth(answer);
      case COPIED -> copied(answer);
      case ANSWERED, FAILED -> answer == MessageType.READY_FOR_QUERY ? Progress.DONE : null;
      default -> null;
    };
  }

  /** The next of the statements in a Query. */
  private Progress next(MessageType answer) {
    return switch (answer) {
      case ROW_DESCRIPTION -> Progress.ROWS;
      case COPY_BOTH_RESPONSE -> replication ? Progress.COPY_BOTH : null;
      default -> copy(answer).orElseGet(() -> completed(answer));
    };
  }

  private static Progress completed(MessageType answer) {
    return answer == MessageType.COMMAND_COMPLETE ? Progress.BETWEEN : null;
  }

  /** After its data a command of replication may have more, without CommandComplete between. */
  private Progress copied(MessageType answer) {
    boolean trailing = serverDone && answer == MessageType.COPY_DATA;
    return trailing ? progress : replication ? next(answer) : completed(answer);
  }

  private Progress copyBoth(MessageType answer) {
    if (answer == MessageType.COPY_DATA) { // one more keepalive has been seen after CopyDone
      return progress;
    }
    boolean ends = answer == MessageType.COPY_DONE && !serverDone;
    serverDone |= ends;
    return !ends ? null : clientDone ? Progress.COPIED : progress;
  }

  /** The client ends its side of the COPY. */
  void clientEnds(MessageType how) {
    if (progress == Progress.COPY_IN) {
      progress = how == MessageType.COPY_DONE ? Progress.COPIED : Progress.COPY_FAILED;
    } else {
      clientDone = true;
      progress = serverDone ? Progress.COPIED : progress;
    }
  }
}
