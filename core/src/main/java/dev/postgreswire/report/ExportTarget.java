package dev.postgreswire.report;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the bytes of a file go: under a temporary name until they are complete, or to the final
 * name at once, where that is asked for or the name is that of a device or a pipe.
 */
final class ExportTarget {
  private final String name;
  private final OutputStream out;
  private final Path written;
  private final Path named;

  private ExportTarget(String name, OutputStream out, Path written, Path named) {
    this.name = name;
    this.out = out;
    this.written = written;
    this.named = named;
  }

  static ExportTarget standardOutput(OutputStream out) {
    return new ExportTarget("standard output", out, null, null);
  }

  static ExportTarget file(Path file, boolean live) throws IOException {
    try {
      Path named = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      checkFolder(named);
      boolean special = Files.exists(named) && !Files.isRegularFile(named);
      if (special || live) {
        if (!special) {
          createForOwner(named);
        }
        OutputStream out = new FileOutputStream(named.toFile());
        return new ExportTarget(file.toString(), out, null, null);
      }
      // Created readable by its owner only.
      Path written = Files.createTempFile(named.getParent(), "." + named.getFileName(), ".part");
      OutputStream out = new FileOutputStream(written.toFile());
      return new ExportTarget(file.toString(), out, written, named);
    } catch (IOException e) {
      throw failure(file.toString(), e);
    }
  }

  private static void checkFolder(Path named) throws IOException {
    Path folder = named.getParent();
    if (folder == null || Files.isDirectory(named)) {
      throw new FileSystemException(named.toString(), null, "it is a folder; name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(
          named.toString(), null, "there is no folder " + folder + "; create it first");
    }
  }

  private static void createForOwner(Path file) throws IOException {
    boolean posix = Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    try {
      if (posix) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      if (posix) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  OutputStream out() {
    return out;
  }

  /** Returns whether what is written is seen at once. */
  boolean isLive() {
    return written == null;
  }

  /** Gives the file its name. */
  void commit() throws IOException {
    out.flush();
    if (written != null) {
      ((FileOutputStream) out).getFD().sync();
    }
    closeFile();
    if (written != null) {
      try {
        Files.move(written, named, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(written, named, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Closes the file, and deletes it while it has only its temporary name. */
  void discard() {
    try {
      closeFile();
    } catch (IOException e) {
      // It is of no use any more.
    }
    try {
      if (written != null) {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      written.toFile().deleteOnExit();
    }
  }

  private void closeFile() throws IOException {
    if (!name.equals("standard output")) {
      out.close();
    }
  }

  /** Returns the exception that says which file could not be written, and why, in one line. */
  IOException failure(IOException cause) {
    return failure(name, cause);
  }

  private static IOException failure(String name, IOException cause) {
    String reason = cause.getMessage();
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      reason = system.getReason();
    } else if (cause instanceof NoSuchFileException) {
      reason = "there is no such folder";
    } else if (cause instanceof FileSystemException) {
      reason = cause.getClass().getSimpleName().replace("Exception", "");
    }
    String text = reason == null ? cause.getClass().getSimpleName() : reason;
    return new IOException(
        "cannot write " + name + ": " + text.lines().findFirst().orElse(""), cause);
  }
}
