package dev.postgreswire.agent.cli;

/**
 * Something went wrong that the person at the command line can do something about. The message is a
 * line that says what, where, and what to do instead.
 */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns what the system says is wrong, in words; the names of its exceptions say some of it.
   */
  static String reason(Throwable cause) {
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
