package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.wire.Direction;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What two sides said to each other, in pieces as they come out of a socket.
 *
 * <p>As a file it is a byte {@code F} or {@code B}, a 32-bit length and as many bytes for each
 * piece, which a program in any language reads in a few lines.
 *
 * @param pieces in the order in which they were said
 */
record Session(List<Piece> pieces) {
  /** A read from a socket gives so much at most: what Node.js and Netty ask for. */
  static final int LARGEST_PIECE = 64 << 10;

  /** Bytes that came together; nobody changes them. */
  @SuppressWarnings("ArrayRecordComponent") // what is decoded is wrapped, not copied
  record Piece(Direction direction, byte[] bytes) {}

  /** Reads a file that {@link #write} has written. */
  static Session read(Path file) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int direction = in.read(); direction >= 0; direction = in.read()) {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        pieces.add(new Piece(direction == 'F' ? Direction.FRONTEND : Direction.BACKEND, bytes));
      }
    }
    return new Session(pieces);
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Piece piece : pieces) {
        out.write(piece.direction().symbol().charAt(0));
        out.writeInt(piece.bytes().length);
        out.write(piece.bytes());
      }
    }
  }

  /** Returns what one side said. */
  Session only(Direction direction) {
    return new Session(pieces.stream().filter(piece -> piece.direction() == direction).toList());
  }

  /** Returns how many bytes were said. */
  long size() {
    return pieces.stream().mapToLong(piece -> piece.bytes().length).sum();
  }
}
