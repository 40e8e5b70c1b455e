package dev.postgreswire.report.libpq;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;

/** Sessions with FunctionCall, by itself and for large objects. */
final class Functions {
  /** The OID of {@code int4pl}, which adds two numbers. */
  private static final int INT4PL = 177;

  private static final int INT4DIV = 154;

  /** {@code sizeof(PQArgBlock)}: length, whether it is a number, and a number or a pointer. */
  private static final int ARGUMENT = 16;

  private static final int READ_WRITE = 0x60000;

  private Functions() {}

  static void call(PqSession session) {
    call(session, INT4PL, 40, 2);
    call(session, INT4DIV, 1, 0);
    call(session, 0x7FFFFFFF, 1, 1);
  }

  private static void call(PqSession session, int function, int left, int right) {
    try (Memory arguments = new Memory(2 * ARGUMENT)) {
      argument(arguments, left);
      argument(arguments.share(ARGUMENT), right);
      IntByReference length = new IntByReference();
      session.status(
          session.pq().PQfn(session.handle(), function, new byte[4], length, 1, arguments, 2));
    }
  }

  private static void argument(Pointer argument, int value) {
    argument.setInt(0, 4);
    argument.setInt(4, 1);
    argument.setInt(8, value);
  }

  static void largeObject(PqSession session) {
    LibPq pq = session.pq();
    Pointer connection = session.handle();
    session.exec("begin");
    int object = pq.lo_creat(connection, READ_WRITE);
    int descriptor = pq.lo_open(connection, object, READ_WRITE);
    byte[] data = "a large\0object".getBytes(StandardCharsets.UTF_8);
    pq.lo_write(connection, descriptor, data, data.length);
    pq.lo_lseek(connection, descriptor, 2, 0);
    pq.lo_read(connection, descriptor, new byte[100], 100);
    pq.lo_close(connection, descriptor);
    pq.lo_unlink(connection, object);
    session.exec("commit");
  }
}
