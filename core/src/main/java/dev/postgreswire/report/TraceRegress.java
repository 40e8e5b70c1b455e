package dev.postgreswire.report;

import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.util.Optional;

/**
 * What libpq leaves out of a trace with {@code PQTRACE_REGRESS_MODE}, so that traces of two runs
 * and of two servers compare equal: OIDs, process IDs and keys, the data of COPY and of
 * authentication, and where in the server's source an error comes from.
 */
final class TraceRegress {
  private static final String NUMBER = "NNNN";
  private static final String TEXT = "\"SSSS\"";
  private static final String BYTES = "'BBBB'";

  private TraceRegress() {}

  /** Returns what stands in the place of {@code field}; empty when it is printed. */
  static Optional<String> mask(Frame frame, Message message, Field field) {
    String name = field.name();
    return switch (message.type()) {
      case NOTIFICATION_RESPONSE -> when(name.equals("processId"), NUMBER);
      case BACKEND_KEY_DATA, CANCEL_REQUEST -> session(name);
      case FUNCTION_CALL -> when(name.equals("function"), NUMBER);
      case PARSE, PARAMETER_DESCRIPTION -> when(name.startsWith("parameterTypes["), NUMBER);
      case ROW_DESCRIPTION -> when(name.endsWith(".tableOid") || name.endsWith(".typeOid"), NUMBER);
      case COPY_DATA, GSS_RESPONSE, SASL_RESPONSE -> Optional.of(BYTES);
      case AUTHENTICATION_GSS_CONTINUE, AUTHENTICATION_SASL_CONTINUE, AUTHENTICATION_SASL_FINAL ->
          Optional.of(BYTES);
      case SASL_INITIAL_RESPONSE ->
          when(field.value() instanceof Optional<?> data && data.isPresent(), BYTES);
      case ERROR_RESPONSE, NOTICE_RESPONSE -> when(isSource(frame, message, field), TEXT);
      default -> Optional.empty();
    };
  }

  private static Optional<String> session(String name) {
    return name.equals("secretKey") ? Optional.of(BYTES) : when(name.equals("processId"), NUMBER);
  }

  /** Returns whether {@code field} is the value of the error field F, L or R. */
  private static boolean isSource(Frame frame, Message message, Field field) {
    return (message instanceof ErrorResponse || message instanceof NoticeResponse)
        && field.value() instanceof String
        && "FLR".indexOf(frame.bytes().unsigned(field.offset() - 1)) >= 0;
  }

  private static Optional<String> when(boolean masked, String mask) {
    return masked ? Optional.of(mask) : Optional.empty();
  }
}
