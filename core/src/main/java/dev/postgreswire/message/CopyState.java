package dev.postgreswire.message;

import dev.postgreswire.message.copy.CopyBinaryScanner;
import java.util.Optional;

/**
 * Which COPY is under way.
 *
 * @param kind who sends data
 * @param binary where in its elements the data stands, if its format is binary; not to be changed
 */
record CopyState(Kind kind, Optional<CopyBinaryScanner> binary) {
  static final CopyState NONE = new CopyState(Kind.NONE, Optional.empty());

  /** Who sends data. */
  enum Kind {
    NONE,
    IN,
    OUT,
    BOTH
  }

  CopyState after(Message message) {
    return switch (message.type()) {
      case COPY_IN_RESPONSE -> begin(Kind.IN, (CopyResponse) message);
      case COPY_OUT_RESPONSE -> begin(Kind.OUT, (CopyResponse) message);
      case COPY_BOTH_RESPONSE -> begin(Kind.BOTH, (CopyResponse) message);
      case COPY_DATA -> binary.isPresent() ? afterData((CopyData) message) : this;
      case UNDECODED -> isData((Undecoded) message) ? afterLoss() : this;
      case COMMAND_COMPLETE, ERROR_RESPONSE, READY_FOR_QUERY -> NONE;
      default -> this;
    };
  }

  private static CopyState begin(Kind kind, CopyResponse response) {
    boolean isBinary = kind != Kind.BOTH && response.overallFormat().isBinary();
    return new CopyState(kind, isBinary ? Optional.of(new CopyBinaryScanner()) : Optional.empty());
  }

  private CopyState afterData(CopyData message) {
    CopyBinaryScanner scanner = binary.orElseThrow().copy();
    int position = 0;
    while (position >= 0) {
      position = scanner.next(message.data(), position);
    }
    return new CopyState(kind, Optional.of(scanner));
  }

  private static boolean isData(Undecoded message) {
    return !message.bytes().isEmpty() && message.bytes().get(0) == 'd';
  }

  /** A memory limit has cut data: where rows begin is unknown from here on. */
  private CopyState afterLoss() {
    if (binary.isEmpty()) {
      return this;
    }
    CopyBinaryScanner scanner = binary.get().copy();
    scanner.lose();
    return new CopyState(kind, Optional.of(scanner));
  }
}
