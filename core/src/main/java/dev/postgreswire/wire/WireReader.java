package dev.postgreswire.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the fields of a message by name. One decode method thus gives both the message and its
 * fields' names, offsets and lengths.
 *
 * <p>Every method throws {@link MalformedMessageException}, naming the field, when the bytes do not
 * hold what was asked for.
 */
public final class WireReader {
  private final Bytes frame;
  private final Charset charset;
  private final List<Field> fields;
  private final int end;
  private String prefix = "";
  private int position;

  private WireReader(Bytes frame, int position, Charset charset, List<Field> fields) {
    this.frame = frame;
    this.position = position;
    this.end = frame.length();
    this.charset = charset;
    this.fields = fields;
  }

  /** Reads {@code frame} from {@code position} on, forgetting where the fields were. */
  public static WireReader of(Bytes frame, int position, Charset charset) {
    return new WireReader(frame, position, charset, null);
  }

  /** Reads {@code frame} from {@code position} on, keeping the fields for {@link #fields()}. */
  public static WireReader recordingFields(Bytes frame, int position, Charset charset) {
    return new WireReader(frame, position, charset, new ArrayList<>());
  }

  /** Returns the fields read so far, in the order of reading; empty unless they are kept. */
  public List<Field> fields() {
    return fields == null ? List.of() : List.copyOf(fields);
  }

  /** Returns the character set in which text is read. */
  public Charset charset() {
    return charset;
  }

  /** Returns where the next field begins, in bytes from the beginning of the frame. */
  public int position() {
    return position;
  }

  /** Returns how many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Reads one signed byte. */
  public int int8(String name) {
    int start = take(name, 1);
    int value = frame.get(start);
    return fields == null ? value : keep(name, start, value);
  }

  /** Reads one byte that stands for a character of ASCII; others are kept, up to U+00FF. */
  public char char8(String name) {
    int start = take(name, 1);
    char value = (char) frame.unsigned(start);
    return fields == null ? value : keep(name, start, value);
  }

  /** Reads one byte that is 0 or 1. */
  public boolean bool(String name) {
    int start = take(name, 1);
    int value = frame.get(start);
    if (value >>> 1 != 0) {
      throw fault(name, "is " + value + ", neither 0 nor 1", start);
    }
    return keep(name, start, value == 1);
  }

  /** Reads a signed 16-bit number. */
  public int int16(String name) {
    int start = take(name, 2);
    int value = frame.int16(start);
    return fields == null ? value : keep(name, start, value);
  }

  /** Reads an unsigned 16-bit number, such as the counts in Parse and Bind. */
  public int uint16(String name) {
    int start = take(name, 2);
    int value = frame.int16(start) & 0xFFFF;
    return fields == null ? value : keep(name, start, value);
  }

  /** Reads a signed 32-bit number. */
  public int int32(String name) {
    int start = take(name, 4);
    int value = frame.int32(start);
    return fields == null ? value : keep(name, start, value);
  }

  /** Reads a signed 64-bit number. */
  public long int64(String name) {
    int start = take(name, 8);
    long value = frame.int64(start);
    return fields == null ? value : keep(name, start, value);
  }

  /** Reads text up to a NUL. */
  public String cString(String name) {
    int start = position;
    int nul = frame.indexOf((byte) 0, start);
    if (nul < 0) {
      throw fault(name, "has no terminating NUL", start);
    }
    position = nul + 1;
    return keep(name, start, text(name, start, nul - start));
  }

  /** Reads {@code count} bytes. */
  public Bytes bytes(String name, int count) {
    int start = take(name, count);
    return keep(name, start, frame.slice(start, count));
  }

  /** Reads what is left. */
  public Bytes rest(String name) {
    return bytes(name, remaining());
  }

  /** Reads a 32-bit length and as many bytes; -1 stands for NULL, which is empty here. */
  public Optional<Bytes> sized(String name) {
    int start = position;
    take(name, 4);
    int length = frame.int32(start);
    if (length < -1) {
      throw fault(name, "has a length of " + length, start);
    }
    if (length == -1) {
      return keep(name, start, Optional.empty());
    }
    take(name, length);
    return keep(name, start, Optional.of(frame.slice(start + 4, length)));
  }

  /**
   * Passes over what {@link #sized} would read {@code count} times, as elements of the list {@code
   * name}.
   *
   * @return where each of them begins, in bytes from the beginning of the frame
   */
  public int[] skipSized(String name, int count) {
    int[] starts = new int[Math.min(count, remaining())]; // more cannot be there
    for (int i = 0; i < count; i++) {
      int start = position;
      int length = remaining() < Integer.BYTES ? -2 : frame.int32(start);
      if (length < -1 || length > end - start - Integer.BYTES) {
        element(name, i, in -> in.sized("")); // which says what is wrong
      }
      starts[i] = start;
      position = start + Integer.BYTES + Math.max(0, length);
    }
    return starts;
  }

  /** Returns all the bytes, those read and those to come. */
  public Bytes frame() {
    return frame;
  }

  /** Returns whether the fields are kept. */
  public boolean keepsFields() {
    return fields != null;
  }

  /** Reads a field with {@code read}, and keeps it as one of the value type {@code T}. */
  public <T> T as(Function<WireReader, T> read) {
    T value = read.apply(this);
    if (fields != null && !fields.isEmpty()) {
      Field last = fields.remove(fields.size() - 1);
      fields.add(new Field(last.name(), last.offset(), last.length(), value));
    }
    return value;
  }

  /**
   * Reads {@code count} elements; fields read within carry the prefix {@code name[i]}, a dot
   * between it and their own name, or nothing when their own name is empty. The list is immutable.
   */
  public <T> List<T> list(String name, int count, Function<WireReader, T> element) {
    if (count < 0) {
      throw fault(name, "has a count of " + count, position);
    }
    // A count is only a claim, but an element has a byte at least: past that, reading one fails.
    Object[] elements = new Object[Math.min(count, remaining())];
    for (int i = 0; i < count; i++) {
      elements[i] = element(name, i, element);
    }
    @SuppressWarnings("unchecked") // nothing else was put there
    List<T> list = (List<T>) List.of(elements);
    return list;
  }

  /** Reads elements up to a NUL where the next would begin, and that NUL as {@code terminator}. */
  public <T> List<T> listUpToNul(String name, Function<WireReader, T> element) {
    List<T> list = new ArrayList<>();
    while (remaining() > 0 && !atByte(0)) {
      list.add(element(name, list.size(), element));
    }
    int8("terminator");
    return list;
  }

  private <T> T element(String name, int index, Function<WireReader, T> element) {
    return fields == null ? element.apply(this) : within(name + "[" + index + "]", element);
  }

  /** Reads with {@code read}; fields read within carry the prefix {@code name}. */
  public <T> T within(String name, Function<WireReader, T> read) {
    if (fields == null) {
      return read.apply(this);
    }
    String outer = prefix;
    prefix = qualified(name);
    T value = read.apply(this);
    prefix = outer;
    return value;
  }

  /** Keeps a field that lies within bytes already read, such as an attribute of a SCRAM message. */
  public void inner(String name, int offset, int length, Object value) {
    if (fields != null) {
      fields.add(new Field(qualified(name), offset, length, value));
    }
  }

  /** Returns whether the next byte is {@code value}, without reading it. */
  public boolean atByte(int value) {
    return remaining() > 0 && frame.get(position) == value;
  }

  /** Checks that nothing is left. */
  public void expectEnd() {
    if (remaining() > 0) {
      throw new MalformedMessageException(remaining() + " bytes after the last field", position);
    }
  }

  /** Returns the exception for {@code name}, read last or to be read at {@code offset}. */
  public MalformedMessageException fault(String name, String reason, int offset) {
    return new MalformedMessageException("field '" + qualified(name) + "' " + reason, offset);
  }

  private int take(String name, int count) {
    int start = position;
    if (count < 0 || count > remaining()) {
      throw fault(name, "needs " + count + " bytes, " + remaining() + " are left", start);
    }
    position += count;
    return start;
  }

  private String text(String name, int start, int length) {
    Bytes bytes = frame.slice(start, length);
    if (charset.equals(StandardCharsets.UTF_8) && bytes.isAscii()) {
      return bytes.toString(StandardCharsets.ISO_8859_1); // several times faster, and the same
    }
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes.toByteBuffer())
              .toString();
      // Only UTF-8 gives the same bytes back by definition; of other character sets it is checked.
      if (!charset.equals(StandardCharsets.UTF_8) && !Bytes.of(text, charset).equals(bytes)) {
        throw fault(name, "is not canonical " + charset, start);
      }
      return text;
    } catch (CharacterCodingException e) {
      throw fault(name, "is not valid " + charset, start + validPrefix(bytes.toByteBuffer()));
    }
  }

  private int validPrefix(ByteBuffer bytes) {
    charset.newDecoder().decode(bytes, java.nio.CharBuffer.allocate(bytes.remaining() + 1), true);
    return bytes.position();
  }

  private <T> T keep(String name, int start, T value) {
    if (fields != null) {
      fields.add(new Field(qualified(name), start, position - start, value));
    }
    return value;
  }

  private String qualified(String name) {
    if (prefix.isEmpty()) {
      return name;
    }
    return name.isEmpty() ? prefix : prefix + "." + name;
  }
}
