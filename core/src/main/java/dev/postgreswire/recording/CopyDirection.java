package dev.postgreswire.recording;

/** Where the data of a COPY flows. */
public enum CopyDirection {
  /** From the client: {@code COPY … FROM STDIN}. */
  IN,
  /** To the client: {@code COPY … TO STDOUT}, BASE_BACKUP. */
  OUT,
  /** Both ways: START_REPLICATION. */
  BOTH
}
