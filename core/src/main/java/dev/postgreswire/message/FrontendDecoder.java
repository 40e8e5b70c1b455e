package dev.postgreswire.message;

import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;

/** The messages of the client by their type bytes. */
final class FrontendDecoder {
  private FrontendDecoder() {}

  static FrontendMessage decode(int type, DecodingContext context, WireReader in) {
    return switch (type) {
      case 'B' -> Bind.decode(in);
      case 'C' -> Close.decode(in);
      case 'D' -> Describe.decode(in);
      case 'E' -> Execute.decode(in);
      case 'F' -> FunctionCall.decode(in);
      case 'H' -> Flush.decode(in);
      case 'P' -> Parse.decode(in);
      case 'Q' -> Query.decode(in);
      case 'S' -> Sync.decode(in);
      case 'X' -> Terminate.decode(in);
      case 'c' -> CopyDone.decode(in);
      case 'd' -> CopyData.decode(in);
      case 'f' -> CopyFail.decode(in);
      case 'p' -> decodeResponse(context, in);
      default -> throw MessageDecoder.unknownType(type);
    };
  }

  /** Reads a {@code p}: what it is, the last Authentication message tells. */
  private static FrontendMessage decodeResponse(DecodingContext context, WireReader in) {
    return switch (context.authenticationCode().orElse(-1)) {
      case 3, 5 -> PasswordMessage.decode(in);
      case 7, 8, 9 -> GSSResponse.decode(in);
      case 10 -> SASLInitialResponse.decode(in);
      case 11 -> SASLResponse.decode(in);
      default ->
          throw new MalformedMessageException(
              "message type 'p' without an Authentication message that asks for it", 0);
    };
  }
}
