package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.util.Optional;

/**
 * Tells what the frames of one connection mean, each given those before it, of which it keeps
 * nothing else.
 */
final class FrameReader {
  private DecodingContext context;
  private boolean started;
  private boolean hasty;
  private boolean unframed;
  private Phase phase = Phase.UNKNOWN;
  private String note;

  /**
   * Creates a reader that goes on from somewhere.
   *
   * @param context what the messages before say about the next
   * @param started whether there was a ReadyForQuery already
   */
  FrameReader(DecodingContext context, boolean started) {
    this.context = context;
    this.started = started;
  }

  static FrameReader begin() {
    return new FrameReader(DecodingContext.initial(), false);
  }

  /** Returns what the frames read so far say about the next one. */
  DecodingContext context() {
    return context;
  }

  /** Returns the phase to which the last frame belongs. */
  Phase phase() {
    return phase;
  }

  /** Returns what is odd about the last frame. */
  Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /**
   * Reads the next frame.
   *
   * @return its message, or null for rows and plain data: they say nothing about what follows, and
   *     are not even decoded
   */
  Message read(Frame frame) {
    note = frame.isCut() && !frame.fault().isEmpty() ? frame.fault() : null; // it has a hole
    if (isPlainData(frame)) {
      phase = frame.type() == 'D' ? Phase.QUERY : Phase.COPY;
      return null;
    }
    Message message = MessageDecoder.decode(frame, context);
    // Where messages are found again after bytes without any, there is a session.
    started |= unframed && frame.direction() == Direction.BACKEND && frame.type() == 'Z';
    unframed |= frame.kind() == FrameKind.UNFRAMED;
    phase = Phases.of(frame, message, context, started);
    remark(frame, message);
    started |= message.type() == MessageType.READY_FOR_QUERY;
    context = context.after(message);
    return message;
  }

  private boolean isPlainData(Frame frame) {
    if (frame.direction() == Direction.BACKEND && frame.type() == 'D') {
      return started;
    }
    boolean structured = context.inCopyBoth() || context.inBaseBackup() || context.isCopyBinary();
    return frame.type() == 'd' && !structured;
  }

  private void remark(Frame frame, Message message) {
    hasty |= context.answerDue() && isCleartext(frame, message);
    if (frame.kind() == FrameKind.UNFRAMED) {
      note = frame.fault();
    } else if (hasty && message instanceof NegotiationAnswer answer && answer.answer() != 'N') {
      note =
          "the client sent cleartext before the server agreed to encrypt; whoever takes it in"
              + " afterwards is open to injection (CVE-2021-23214)";
    }
  }

  private static boolean isCleartext(Frame frame, Message message) {
    return frame.direction() == Direction.FRONTEND
        && (frame.kind() == FrameKind.MESSAGE || message instanceof StartupMessage);
  }
}
