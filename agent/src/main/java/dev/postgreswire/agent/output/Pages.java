package dev.postgreswire.agent.output;

import dev.postgreswire.report.HtmlReport;

/** Pages of what is going on. They are held in memory until the end: less of it in a small heap. */
public final class Pages {
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_MESSAGES = 400_000;
  private static final int SHARE_OF_HEAP = 16;
  private static final int HEAP_PER_MESSAGE = 2048;

  private Pages() {}

  /** Begins one. */
  public static HtmlReport begin(String title) {
    long heap = Runtime.getRuntime().maxMemory();
    return HtmlReport.create()
        .title(title)
        .limits(
            Math.min(MOST_BYTES, heap / SHARE_OF_HEAP),
            (int) Math.min(MOST_MESSAGES, heap / HEAP_PER_MESSAGE));
  }
}
