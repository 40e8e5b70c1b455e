package dev.postgreswire.agent.output;

/** Why something cannot be read or written. */
public final class Reason {
  private Reason() {}

  /**
   * Returns what the system says is wrong, in words; the names of its exceptions say some of it.
   */
  public static String of(Throwable cause) {
    String message = cause.getMessage();
    return switch (cause.getClass().getSimpleName()) {
      case "NoSuchFileException" -> "there is no such file or folder: " + message;
      case "AccessDeniedException" -> "not permitted: " + message;
      case "NotDirectoryException" -> "not a folder: " + message;
      case "FileAlreadyExistsException" -> "exists, and is not a folder: " + message;
      default -> message == null ? cause.getClass().getSimpleName() : message;
    };
  }
}
