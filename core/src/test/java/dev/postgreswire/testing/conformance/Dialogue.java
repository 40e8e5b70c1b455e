package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.MessageType;
import dev.postgreswire.testing.conformance.Question.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A session that was ready: questions and their answers, in order (PROTOCOL §3.3 from READY on, and
 * §5).
 *
 * <p>One thing nobody can know who only listens: when COPY from the client fails, how much of what
 * the client had sent the server had read. A Sync that was among that is <em>uncertain</em>: it may
 * be answered, or not.
 */
final class Dialogue implements Stage {
  private final boolean replication;

  /** What the client asked, and what ends its data, in the order in which the server reads it. */
  private final Deque<Question> questions = new ArrayDeque<>();

  /** After an error: nothing is read but Sync. */
  private boolean skipping;

  /** Whether what the client asks up to its next Sync is uncertain, too. */
  private boolean doubtful;

  private boolean terminated;

  Dialogue(boolean replication) {
    this.replication = replication;
  }

  @Override
  public Stage take(Utterance said) throws BrokenRuleException {
    if (said.isFromClient()) {
      fromClient(said);
      return this;
    }
    if (said.isFatal()) {
      return new Over(Rule.FATAL_IS_LAST, "there was a fatal error before");
    }
    switch (said.type()) {
      case PARAMETER_STATUS, NOTICE_RESPONSE, NOTIFICATION_RESPONSE -> {}
      case ERROR_RESPONSE -> fail(said);
      default -> answer(said);
    }
    return this;
  }

  private void fromClient(Utterance said) throws BrokenRuleException {
    if (terminated) {
      throw new BrokenRuleException(Rule.TERMINATE_IS_LAST, said, "the client said Terminate");
    }
    checkCopy(said);
    switch (said.type()) {
      case FLUSH, COPY_DATA -> {}
      case TERMINATE -> terminated = true;
      case SYNC,
          QUERY,
          FUNCTION_CALL,
          PARSE,
          BIND,
          DESCRIBE,
          EXECUTE,
          CLOSE,
          COPY_DONE,
          COPY_FAIL ->
          ask(new Question(said, replication));
      default ->
          throw new BrokenRuleException(Rule.CLIENT_SPEAKS, said, "that belongs to a startup");
    }
  }

  /** During a COPY the client may say next to nothing else. */
  private void checkCopy(Utterance said) throws BrokenRuleException {
    Question first = questions.peek();
    if (first != null && first.progress == Progress.COPY_IN) {
      switch (said.type()) {
        case COPY_DATA, COPY_DONE, COPY_FAIL, FLUSH, SYNC -> {}
        default ->
            throw new BrokenRuleException(
                Rule.COPY_IN, said, "it was to send data for " + first.asked);
      }
    } else if (first != null && first.progress == Progress.COPY_BOTH) {
      switch (said.type()) {
        case COPY_DATA, COPY_DONE, TERMINATE -> {}
        default ->
            throw new BrokenRuleException(Rule.COPY_BOTH, said, first.asked + " is streaming");
      }
    }
  }

  private void ask(Question question) throws BrokenRuleException {
    if (skipping && !question.isSync() && questions.isEmpty()) {
      return;
    }
    question.uncertain = doubtful && !question.isSync();
    doubtful &= !question.isSync();
    questions.add(question);
    readData();
  }

  /** The server reads what comes during a COPY from the client. */
  private void readData() throws BrokenRuleException {
    Question first = questions.peek();
    boolean reading =
        first != null
            && (first.progress == Progress.COPY_IN || first.progress == Progress.COPY_BOTH);
    if (!reading) {
      dropStrays();
      return;
    }
    questions.poll();
    while (first.progress == Progress.COPY_IN || first.progress == Progress.COPY_BOTH) {
      Question next = questions.poll();
      if (next == null) {
        break;
      }
      if (isDataEnd(next)) {
        first.clientEnds(next.asked.type());
      } else if (next.isSync() && first.progress == Progress.COPY_IN) {
        first.passedOver.add(next);
      } else {
        Rule rule = first.progress == Progress.COPY_IN ? Rule.COPY_IN : Rule.COPY_BOTH;
        throw new BrokenRuleException(rule, next.asked, "it came amid the data for " + first.asked);
      }
      if (first.progress == Progress.COPY_BOTH && isDataEnd(next)) {
        break;
      }
    }
    questions.addFirst(first);
  }

  /** What ends data is passed over where there is no COPY. */
  private void dropStrays() {
    while (!questions.isEmpty() && isDataEnd(questions.peek())) {
      questions.poll();
    }
  }

  private static boolean isDataEnd(Question question) {
    return question.asked.is(MessageType.COPY_DONE) || question.asked.is(MessageType.COPY_FAIL);
  }

  private void answer(Utterance said) throws BrokenRuleException {
    passOverUncertain(said);
    Question first = questions.peek();
    if (skipping && !(first != null && said.is(MessageType.READY_FOR_QUERY))) {
      throw new BrokenRuleException(Rule.SKIPPED_UNTIL_SYNC, said, "there was an error before");
    }
    if (first == null) {
      boolean ready = said.is(MessageType.READY_FOR_QUERY);
      throw new BrokenRuleException(
          ready ? Rule.ONE_READY : Rule.ANSWER_HAS_QUESTION, said, "nothing was asked");
    }
    Progress next =
        first
            .after(said.type())
            .orElseThrow(
                () ->
                    new BrokenRuleException(
                        first.rule(said.type()), said, "that is no answer to " + describe(first)));
    first.progress = next;
    if (next == Progress.DONE) {
      done(questions.remove());
    }
    readData();
  }

  private static String describe(Question question) {
    return question.asked + " (" + question.progress + ")";
  }

  private void done(Question question) {
    skipping &= !question.isEndedByReady();
    if (question.uncertain && question.isSync()) {
      doubtUpToNextSync();
    }
  }

  /** If another Sync waits, nobody knows which of the two was answered, if not both. */
  private void doubtUpToNextSync() {
    if (questions.stream().anyMatch(Question::isSync)) {
      for (Question question : questions) {
        question.uncertain = true;
        if (question.isSync()) {
          return;
        }
      }
    } else {
      doubtful = false;
      questions.forEach(question -> question.uncertain = false);
    }
  }

  private void passOverUncertain(Utterance said) {
    while (!questions.isEmpty()
        && questions.peek().uncertain
        && questions.peek().progress == Progress.ASKED
        && questions.peek().after(said.type()).isEmpty()) {
      questions.poll();
      dropStrays();
    }
  }

  private void fail(Utterance said) throws BrokenRuleException {
    Question first = questions.peek();
    if (first == null && !skipping) {
      throw new BrokenRuleException(Rule.ANSWER_HAS_QUESTION, said, "nothing was asked");
    }
    if (skipping || first.progress == Progress.FAILED) {
      throw new BrokenRuleException(Rule.ONE_ERROR, said, "there was an error before");
    }
    boolean copied = !first.passedOver.isEmpty();
    if (first.isEndedByReady()) {
      first.progress = Progress.FAILED;
      questions.poll();
      putBack(first.passedOver);
      questions.addFirst(first);
    } else {
      questions.poll();
      skipping = true;
      while (!questions.isEmpty() && !questions.peek().isSync()) {
        questions.poll();
      }
      putBack(first.passedOver);
      doubtful = copied && questions.stream().allMatch(question -> question.uncertain);
    }
  }

  /** The server has failed, and may have done so before it had read these. */
  private void putBack(List<Question> passedOver) {
    List<Question> reversed = new ArrayList<>(passedOver);
    for (int i = reversed.size() - 1; i >= 0; i--) {
      reversed.get(i).uncertain = true;
      questions.addFirst(reversed.get(i));
    }
  }
}
