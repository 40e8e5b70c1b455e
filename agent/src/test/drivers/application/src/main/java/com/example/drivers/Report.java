package com.example.drivers;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What an application prints: a line for each thing that it has seen. */
public final class Report {
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Prints what an action has come to, which may be an exception. */
  public void print(String subject, Callable<?> action) {
    String result;
    try {
      result = String.valueOf(action.call());
    } catch (Exception | LinkageError e) {
      result = describe(e);
    }
    out.println(subject + ": " + result);
  }

  /** Returns an exception and its causes, with what an application could look at. */
  static String describe(Throwable thrown) {
    Throwable first = thrown;
    // How the result was waited for is not the driver's.
    while ((first instanceof ExecutionException || first instanceof CompletionException)
        && first.getCause() != null) {
      first = first.getCause();
    }
    StringBuilder text = new StringBuilder();
    for (Throwable cause = first; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : " < ").append(cause.getClass().getName());
      if (cause instanceof SQLException sql) {
        text.append('[').append(sql.getSQLState()).append(']');
      }
      text.append(": ").append(String.valueOf(cause.getMessage()).replace('\n', ' '));
    }
    return text.toString();
  }
}
