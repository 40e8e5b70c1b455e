package dev.postgreswire.report.libpq;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of libpq that the tests call, by their names in C.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq.html">libpq</a>
 */
public interface LibPq extends Library {
  int CONNECTION_OK = 0;
  int CONNECTION_BAD = 1;
  int POLLING_FAILED = 0;
  int POLLING_READING = 1;
  int POLLING_WRITING = 2;
  int POLLING_OK = 3;
  int TRACE_SUPPRESS_TIMESTAMPS = 1;
  int TRACE_REGRESS_MODE = 2;
  int RESULT_COPY_OUT = 3;
  int RESULT_COPY_IN = 4;
  int RESULT_COPY_BOTH = 8;
  int RESULT_FATAL_ERROR = 7;
  int RESULT_PIPELINE_SYNC = 10;

  int PQlibVersion();

  Pointer PQconnectStart(String connectionString);

  int PQconnectPoll(Pointer connection);

  int PQsocket(Pointer connection);

  int PQsocketPoll(int socket, int forRead, int forWrite, long endTime);

  long PQgetCurrentTimeUSec();

  int PQstatus(Pointer connection);

  String PQerrorMessage(Pointer connection);

  void PQtrace(Pointer connection, Pointer file);

  void PQsetTraceFlags(Pointer connection, int flags);

  void PQuntrace(Pointer connection);

  void PQfinish(Pointer connection);

  Pointer PQsetNoticeProcessor(Pointer connection, NoticeProcessor processor, Pointer argument);

  Pointer PQexec(Pointer connection, String command);

  Pointer PQexecParams(
      Pointer connection,
      String command,
      int count,
      int[] types,
      Pointer[] values,
      int[] lengths,
      int[] formats,
      int resultFormat);

  Pointer PQprepare(Pointer connection, String name, String query, int count, int[] types);

  Pointer PQexecPrepared(
      Pointer connection,
      String name,
      int count,
      Pointer[] values,
      int[] lengths,
      int[] formats,
      int resultFormat);

  Pointer PQdescribePrepared(Pointer connection, String name);

  Pointer PQdescribePortal(Pointer connection, String name);

  Pointer PQclosePrepared(Pointer connection, String name);

  Pointer PQclosePortal(Pointer connection, String name);

  int PQsendQuery(Pointer connection, String command);

  int PQsendQueryParams(
      Pointer connection,
      String command,
      int count,
      int[] types,
      Pointer[] values,
      int[] lengths,
      int[] formats,
      int resultFormat);

  int PQsendPrepare(Pointer connection, String name, String query, int count, int[] types);

  int PQsendQueryPrepared(
      Pointer connection,
      String name,
      int count,
      Pointer[] values,
      int[] lengths,
      int[] formats,
      int resultFormat);

  int PQsetSingleRowMode(Pointer connection);

  int PQenterPipelineMode(Pointer connection);

  int PQexitPipelineMode(Pointer connection);

  int PQpipelineSync(Pointer connection);

  int PQsendFlushRequest(Pointer connection);

  int PQflush(Pointer connection);

  int PQconsumeInput(Pointer connection);

  Pointer PQgetResult(Pointer connection);

  int PQresultStatus(Pointer result);

  String PQresultErrorMessage(Pointer result);

  String PQgetvalue(Pointer result, int row, int column);

  void PQclear(Pointer result);

  int PQputCopyData(Pointer connection, byte[] buffer, int length);

  int PQputCopyEnd(Pointer connection, String error);

  int PQgetCopyData(Pointer connection, PointerByReference buffer, int async);

  Pointer PQnotifies(Pointer connection);

  void PQfreemem(Pointer memory);

  Pointer PQfn(
      Pointer connection,
      int function,
      byte[] result,
      IntByReference resultLength,
      int resultIsInt,
      Pointer arguments,
      int count);

  int lo_creat(Pointer connection, int mode);

  int lo_open(Pointer connection, int object, int mode);

  int lo_write(Pointer connection, int descriptor, byte[] buffer, long length);

  int lo_read(Pointer connection, int descriptor, byte[] buffer, long length);

  int lo_lseek(Pointer connection, int descriptor, int offset, int whence);

  int lo_close(Pointer connection, int descriptor);

  int lo_unlink(Pointer connection, int object);

  /** Takes a notice, which libpq would print to standard error. */
  interface NoticeProcessor extends Callback {
    void invoke(Pointer argument, String message);
  }

  /** The functions of C for a file that libpq can write. */
  interface LibC extends Library {
    Pointer fopen(String path, String mode);

    int fclose(Pointer file);
  }
}
