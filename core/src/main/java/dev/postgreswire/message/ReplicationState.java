package dev.postgreswire.message;

import java.util.Optional;

/**
 * What a replication connection is doing.
 *
 * @param walSender whether it is one
 * @param baseBackup whether BASE_BACKUP is under way
 * @param start the START_REPLICATION that is under way
 * @param inStream whether pgoutput is between Stream Start and Stream Stop
 */
record ReplicationState(
    boolean walSender, boolean baseBackup, Optional<ReplicationStart> start, boolean inStream) {
  static final ReplicationState NONE = new ReplicationState(false, false, Optional.empty(), false);
  private static final ReplicationState IDLE =
      new ReplicationState(true, false, Optional.empty(), false);

  /** Where the payload of XLogData begins: after its type and three numbers. */
  private static final int XLOG_HEADER = 25;

  ReplicationState after(Message message, CopyState copy) {
    if (message instanceof StartupMessage startup) {
      return startup.parameter("replication").filter(ReplicationState::asksForIt).isPresent()
          ? IDLE
          : NONE;
    }
    if (!walSender) {
      return this;
    }
    return switch (message.type()) {
      case QUERY -> afterQuery(((Query) message).query());
      case READY_FOR_QUERY -> IDLE;
      case COPY_DATA -> copy.kind() == CopyState.Kind.BOTH ? afterData((CopyData) message) : this;
      default -> this;
    };
  }

  private static ReplicationState afterQuery(String query) {
    boolean backup = query.stripLeading().regionMatches(true, 0, "BASE_BACKUP", 0, 11);
    return new ReplicationState(true, backup, ReplicationStart.parse(query), false);
  }

  private ReplicationState afterData(CopyData message) {
    if (start.filter(ReplicationStart::isPgoutput).isEmpty()
        || message.data().length() <= XLOG_HEADER
        || message.data().get(0) != 'w') {
      return this;
    }
    int type = message.data().get(XLOG_HEADER);
    return type == 'S' ? withInStream(true) : type == 'E' ? withInStream(false) : this;
  }

  private ReplicationState withInStream(boolean now) {
    return now == inStream ? this : new ReplicationState(true, baseBackup, start, now);
  }

  /** Returns whether {@code value} is true as the server reads Booleans, or {@code database}. */
  private static boolean asksForIt(String value) {
    String word = value.toLowerCase(java.util.Locale.ROOT);
    return word.equals("database")
        || word.equals("1")
        || word.equals("on")
        || (!word.isEmpty() && ("true".startsWith(word) || "yes".startsWith(word)));
  }
}
