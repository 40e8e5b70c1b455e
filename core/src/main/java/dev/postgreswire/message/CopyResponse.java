package dev.postgreswire.message;

import java.util.List;

/** What the beginnings of the three kinds of COPY have in common. */
public sealed interface CopyResponse permits CopyInResponse, CopyOutResponse, CopyBothResponse {
  /** Returns whether the data is text or binary as a whole. */
  Format overallFormat();

  /** Returns the format of each column. */
  List<Format> columnFormats();
}
