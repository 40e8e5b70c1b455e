package dev.postgreswire.message;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.util.Optional;

/** Which message it is. A {@code switch} expression over it is checked for completeness. */
public enum MessageType {
  /** {@link StartupMessage}. */
  STARTUP_MESSAGE("StartupMessage", Direction.FRONTEND, FrameKind.STARTUP, -1),
  /** {@link SSLRequest}. */
  SSL_REQUEST("SSLRequest", Direction.FRONTEND, FrameKind.STARTUP, -1),
  /** {@link GSSENCRequest}. */
  GSSENC_REQUEST("GSSENCRequest", Direction.FRONTEND, FrameKind.STARTUP, -1),
  /** {@link CancelRequest}. */
  CANCEL_REQUEST("CancelRequest", Direction.FRONTEND, FrameKind.STARTUP, -1),
  /** {@link PasswordMessage}. */
  PASSWORD_MESSAGE("PasswordMessage", Direction.FRONTEND, FrameKind.MESSAGE, 'p'),
  /** {@link SASLInitialResponse}. */
  SASL_INITIAL_RESPONSE("SASLInitialResponse", Direction.FRONTEND, FrameKind.MESSAGE, 'p'),
  /** {@link SASLResponse}. */
  SASL_RESPONSE("SASLResponse", Direction.FRONTEND, FrameKind.MESSAGE, 'p'),
  /** {@link GSSResponse}. */
  GSS_RESPONSE("GSSResponse", Direction.FRONTEND, FrameKind.MESSAGE, 'p'),
  /** {@link Query}. */
  QUERY("Query", Direction.FRONTEND, FrameKind.MESSAGE, 'Q'),
  /** {@link Parse}. */
  PARSE("Parse", Direction.FRONTEND, FrameKind.MESSAGE, 'P'),
  /** {@link Bind}. */
  BIND("Bind", Direction.FRONTEND, FrameKind.MESSAGE, 'B'),
  /** {@link Describe}. */
  DESCRIBE("Describe", Direction.FRONTEND, FrameKind.MESSAGE, 'D'),
  /** {@link Execute}. */
  EXECUTE("Execute", Direction.FRONTEND, FrameKind.MESSAGE, 'E'),
  /** {@link Close}. */
  CLOSE("Close", Direction.FRONTEND, FrameKind.MESSAGE, 'C'),
  /** {@link Flush}. */
  FLUSH("Flush", Direction.FRONTEND, FrameKind.MESSAGE, 'H'),
  /** {@link Sync}. */
  SYNC("Sync", Direction.FRONTEND, FrameKind.MESSAGE, 'S'),
  /** {@link FunctionCall}. */
  FUNCTION_CALL("FunctionCall", Direction.FRONTEND, FrameKind.MESSAGE, 'F'),
  /** {@link CopyData}. */
  COPY_DATA("CopyData", null, FrameKind.MESSAGE, 'd'),
  /** {@link CopyDone}. */
  COPY_DONE("CopyDone", null, FrameKind.MESSAGE, 'c'),
  /** {@link CopyFail}. */
  COPY_FAIL("CopyFail", Direction.FRONTEND, FrameKind.MESSAGE, 'f'),
  /** {@link Terminate}. */
  TERMINATE("Terminate", Direction.FRONTEND, FrameKind.MESSAGE, 'X'),
  /** {@link Undecoded}. */
  UNDECODED("Undecoded", null, FrameKind.UNFRAMED, -1),
  /** {@link TlsRecord}. */
  TLS_RECORD("TlsRecord", null, FrameKind.TLS_RECORD, -1),
  /** {@link GssPacket}. */
  GSS_PACKET("GssPacket", null, FrameKind.GSS_PACKET, -1),
  /** {@link NegotiationAnswer}. */
  NEGOTIATION_ANSWER("NegotiationAnswer", Direction.BACKEND, FrameKind.NEGOTIATION_ANSWER, -1),
  /** {@link AuthenticationOk}. */
  AUTHENTICATION_OK("AuthenticationOk", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationKerberosV5}. */
  AUTHENTICATION_KERBEROS_V5("AuthenticationKerberosV5", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationCleartextPassword}. */
  AUTHENTICATION_CLEARTEXT_PASSWORD(
      "AuthenticationCleartextPassword", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationMD5Password}. */
  AUTHENTICATION_MD5_PASSWORD(
      "AuthenticationMD5Password", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationSCMCredential}. */
  AUTHENTICATION_SCM_CREDENTIAL(
      "AuthenticationSCMCredential", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationGSS}. */
  AUTHENTICATION_GSS("AuthenticationGSS", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationGSSContinue}. */
  AUTHENTICATION_GSS_CONTINUE(
      "AuthenticationGSSContinue", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationSSPI}. */
  AUTHENTICATION_SSPI("AuthenticationSSPI", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationSASL}. */
  AUTHENTICATION_SASL("AuthenticationSASL", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationSASLContinue}. */
  AUTHENTICATION_SASL_CONTINUE(
      "AuthenticationSASLContinue", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationSASLFinal}. */
  AUTHENTICATION_SASL_FINAL("AuthenticationSASLFinal", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link AuthenticationUnknown}. */
  AUTHENTICATION_UNKNOWN("AuthenticationUnknown", Direction.BACKEND, FrameKind.MESSAGE, 'R'),
  /** {@link NegotiateProtocolVersion}. */
  NEGOTIATE_PROTOCOL_VERSION("NegotiateProtocolVersion", Direction.BACKEND, FrameKind.MESSAGE, 'v'),
  /** {@link BackendKeyData}. */
  BACKEND_KEY_DATA("BackendKeyData", Direction.BACKEND, FrameKind.MESSAGE, 'K'),
  /** {@link ParameterStatus}. */
  PARAMETER_STATUS("ParameterStatus", Direction.BACKEND, FrameKind.MESSAGE, 'S'),
  /** {@link ReadyForQuery}. */
  READY_FOR_QUERY("ReadyForQuery", Direction.BACKEND, FrameKind.MESSAGE, 'Z'),
  /** {@link ErrorResponse}. */
  ERROR_RESPONSE("ErrorResponse", Direction.BACKEND, FrameKind.MESSAGE, 'E'),
  /** {@link NoticeResponse}. */
  NOTICE_RESPONSE("NoticeResponse", Direction.BACKEND, FrameKind.MESSAGE, 'N'),
  /** {@link LegacyErrorResponse}. */
  LEGACY_ERROR_RESPONSE("LegacyErrorResponse", Direction.BACKEND, FrameKind.LEGACY_ERROR, -1),
  /** {@link NotificationResponse}. */
  NOTIFICATION_RESPONSE("NotificationResponse", Direction.BACKEND, FrameKind.MESSAGE, 'A'),
  /** {@link RowDescription}. */
  ROW_DESCRIPTION("RowDescription", Direction.BACKEND, FrameKind.MESSAGE, 'T'),
  /** {@link DataRow}. */
  DATA_ROW("DataRow", Direction.BACKEND, FrameKind.MESSAGE, 'D'),
  /** {@link CommandComplete}. */
  COMMAND_COMPLETE("CommandComplete", Direction.BACKEND, FrameKind.MESSAGE, 'C'),
  /** {@link EmptyQueryResponse}. */
  EMPTY_QUERY_RESPONSE("EmptyQueryResponse", Direction.BACKEND, FrameKind.MESSAGE, 'I'),
  /** {@link PortalSuspended}. */
  PORTAL_SUSPENDED("PortalSuspended", Direction.BACKEND, FrameKind.MESSAGE, 's'),
  /** {@link ParseComplete}. */
  PARSE_COMPLETE("ParseComplete", Direction.BACKEND, FrameKind.MESSAGE, '1'),
  /** {@link BindComplete}. */
  BIND_COMPLETE("BindComplete", Direction.BACKEND, FrameKind.MESSAGE, '2'),
  /** {@link CloseComplete}. */
  CLOSE_COMPLETE("CloseComplete", Direction.BACKEND, FrameKind.MESSAGE, '3'),
  /** {@link NoData}. */
  NO_DATA("NoData", Direction.BACKEND, FrameKind.MESSAGE, 'n'),
  /** {@link ParameterDescription}. */
  PARAMETER_DESCRIPTION("ParameterDescription", Direction.BACKEND, FrameKind.MESSAGE, 't'),
  /** {@link FunctionCallResponse}. */
  FUNCTION_CALL_RESPONSE("FunctionCallResponse", Direction.BACKEND, FrameKind.MESSAGE, 'V'),
  /** {@link CopyInResponse}. */
  COPY_IN_RESPONSE("CopyInResponse", Direction.BACKEND, FrameKind.MESSAGE, 'G'),
  /** {@link CopyOutResponse}. */
  COPY_OUT_RESPONSE("CopyOutResponse", Direction.BACKEND, FrameKind.MESSAGE, 'H'),
  /** {@link CopyBothResponse}. */
  COPY_BOTH_RESPONSE("CopyBothResponse", Direction.BACKEND, FrameKind.MESSAGE, 'W');

  private final String protocolName;
  private final Direction direction;
  private final FrameKind frameKind;
  private final int typeByte;

  MessageType(String protocolName, Direction direction, FrameKind frameKind, int typeByte) {
    this.protocolName = protocolName;
    this.direction = direction;
    this.frameKind = frameKind;
    this.typeByte = typeByte;
  }

  /** Returns its name in the PostgreSQL manual. */
  public String protocolName() {
    return protocolName;
  }

  /** Returns who sends it; empty when both sides do, as with CopyData. */
  public Optional<Direction> direction() {
    return Optional.ofNullable(direction);
  }

  /** Returns how it is delimited; of what could not be decoded, {@link FrameKind#UNFRAMED}. */
  public FrameKind frameKind() {
    return frameKind;
  }

  /** Returns its type byte as 0 to 255, or -1 when it has none. */
  public int typeByte() {
    return typeByte;
  }
}
