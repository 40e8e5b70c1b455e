package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;

/** The messages of the server by their type bytes. */
final class BackendDecoder {
  private BackendDecoder() {}

  static BackendMessage decode(int type, WireReader in) {
    return switch (type) {
      case '1' -> ParseComplete.decode(in);
      case '2' -> BindComplete.decode(in);
      case '3' -> CloseComplete.decode(in);
      case 'A' -> NotificationResponse.decode(in);
      case 'C' -> CommandComplete.decode(in);
      case 'D' -> DataRow.decode(in);
      case 'E' -> ErrorResponse.decode(in);
      case 'G' -> CopyInResponse.decode(in);
      case 'H' -> CopyOutResponse.decode(in);
      case 'I' -> EmptyQueryResponse.decode(in);
      case 'K' -> BackendKeyData.decode(in);
      case 'N' -> NoticeResponse.decode(in);
      case 'R' -> AuthenticationRequest.decode(in);
      case 'S' -> ParameterStatus.decode(in);
      case 'T' -> RowDescription.decode(in);
      case 'V' -> FunctionCallResponse.decode(in);
      case 'W' -> CopyBothResponse.decode(in);
      case 'Z' -> ReadyForQuery.decode(in);
      case 'c' -> CopyDone.decode(in);
      case 'd' -> CopyData.decode(in);
      case 'n' -> NoData.decode(in);
      case 's' -> PortalSuspended.decode(in);
      case 't' -> ParameterDescription.decode(in);
      case 'v' -> NegotiateProtocolVersion.decode(in);
      default -> throw MessageDecoder.unknownType(type);
    };
  }
}
