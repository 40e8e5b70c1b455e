package dev.postgreswire.report.libpq;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The records of a trace: a message each. Text is traced with its line breaks, so that a record may
 * take several lines.
 */
record TraceRecords(List<String> all) {
  private static final Pattern START = Pattern.compile("[FB]\t(\\d+|NN)\t.*", Pattern.DOTALL);
  private static final String COMPLAINT = "mismatched message length";

  static TraceRecords of(String trace) {
    List<String> records = new ArrayList<>();
    for (String line : trace.stripTrailing().split("\n", -1)) {
      if (START.matcher(line).matches() || line.startsWith(COMPLAINT)) {
        records.add(line);
      } else {
        int last = records.size() - 1;
        records.set(last, records.get(last) + "\n" + line);
      }
    }
    return new TraceRecords(records);
  }

  /** Leaves out the messages with that name. */
  TraceRecords without(String name) {
    return new TraceRecords(all.stream().filter(text -> !text.endsWith("\t" + name)).toList());
  }

  /** Leaves out what libpq says of its own printing. */
  TraceRecords withoutComplaints() {
    return new TraceRecords(all.stream().filter(text -> !text.startsWith(COMPLAINT)).toList());
  }

  /** Those of one direction, F or B. */
  List<String> from(String direction) {
    return all.stream().filter(text -> text.startsWith(direction + "\t")).toList();
  }
}
