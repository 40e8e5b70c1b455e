package dev.postgreswire.message.copy;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the elements of COPY in binary format together from the data of its CopyData, wherever those
 * are cut. It holds what has come of one element, never more.
 */
public final class CopyBinaryReader {
  private final CopyBinaryScanner scanner = new CopyBinaryScanner();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean header = true;

  /** Creates a reader at the beginning of a COPY. */
  public CopyBinaryReader() {}

  /** Takes the data of the next CopyData, and returns the elements that are complete with it. */
  public List<CopyBinary> feed(Bytes data) {
    List<CopyBinary> elements = new ArrayList<>();
    int position = 0;
    int end = scanner.next(data, position);
    while (end >= 0) {
      elements.add(decode(data.slice(position, end - position)));
      position = end;
      end = scanner.next(data, position);
    }
    Bytes rest = data.from(position);
    if (scanner.isBroken() || (scanner.isEnded() && !rest.isEmpty())) {
      elements.add(undecoded(rest));
    } else {
      held.writeBytes(rest.toByteArray());
    }
    return elements;
  }

  /** Returns what has come of an element that is not complete yet. */
  public Bytes pending() {
    return Bytes.wrap(held.toByteArray());
  }

  private CopyBinary decode(Bytes last) {
    Bytes bytes = joined(last);
    try {
      CopyBinary element =
          CopyBinary.decode(header, WireReader.of(bytes, 0, StandardCharsets.UTF_8));
      header = false;
      return element;
    } catch (MalformedMessageException e) {
      return new UndecodedCopy(bytes, e.getMessage());
    }
  }

  private UndecodedCopy undecoded(Bytes last) {
    String reason =
        scanner.isEnded()
            ? "data after the trailer of a binary COPY"
            : header ? "no header of a binary COPY" : "no row of a binary COPY";
    return new UndecodedCopy(joined(last), reason);
  }

  private Bytes joined(Bytes last) {
    if (held.size() == 0) {
      return last;
    }
    Bytes joined = Bytes.wrap(held.toByteArray()).plus(last);
    held.reset();
    return joined;
  }
}
