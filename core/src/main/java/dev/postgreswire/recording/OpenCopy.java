package dev.postgreswire.recording;

import dev.postgreswire.message.CopyResponse;

/** A COPY while it is being followed. */
final class OpenCopy {
  final CopyDirection direction;

  /** Null when the message could not be decoded. */
  final CopyResponse response;

  final IndexRanges data = new IndexRanges();
  long bytes;
  String failure;

  /** Whether the client has said CopyDone or CopyFail. */
  boolean clientDone;

  /** The message with which it did. */
  int clientDoneIndex = -1;

  OpenCopy(CopyDirection direction, CopyResponse response) {
    this.direction = direction;
    this.response = response;
  }
}
