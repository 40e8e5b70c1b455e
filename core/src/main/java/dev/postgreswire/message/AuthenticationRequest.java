package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;

/** An Authentication message: one type byte, told apart by a code. */
public sealed interface AuthenticationRequest
    permits AuthenticationOk,
        AuthenticationKerberosV5,
        AuthenticationCleartextPassword,
        AuthenticationMD5Password,
        AuthenticationSCMCredential,
        AuthenticationGSS,
        AuthenticationGSSContinue,
        AuthenticationSSPI,
        AuthenticationSASL,
        AuthenticationSASLContinue,
        AuthenticationSASLFinal,
        AuthenticationUnknown {
  /** Returns the code that tells which one it is: {@code AUTH_REQ_…} in pqcomm.h. */
  int code();

  /** Reads the code and what belongs to it. */
  static BackendMessage decode(WireReader in) {
    int code = in.int32("code");
    return switch (code) {
      case 0 -> AuthenticationOk.decode(in);
      case 2 -> AuthenticationKerberosV5.decode(in);
      case 3 -> AuthenticationCleartextPassword.decode(in);
      case 5 -> AuthenticationMD5Password.decode(in);
      case 6 -> AuthenticationSCMCredential.decode(in);
      case 7 -> AuthenticationGSS.decode(in);
      case 8 -> AuthenticationGSSContinue.decode(in);
      case 9 -> AuthenticationSSPI.decode(in);
      case 10 -> AuthenticationSASL.decode(in);
      case 11 -> AuthenticationSASLContinue.decode(in);
      case 12 -> AuthenticationSASLFinal.decode(in);
      default -> AuthenticationUnknown.decode(code, in);
    };
  }
}
