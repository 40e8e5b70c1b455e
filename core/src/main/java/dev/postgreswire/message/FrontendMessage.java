package dev.postgreswire.message;

/** A message from the client to the server. */
public sealed interface FrontendMessage extends Message
    permits StartupMessage,
        SSLRequest,
        GSSENCRequest,
        CancelRequest,
        PasswordMessage,
        SASLInitialResponse,
        SASLResponse,
        GSSResponse,
        Query,
        Parse,
        Bind,
        Describe,
        Execute,
        Close,
        Flush,
        Sync,
        FunctionCall,
        CopyData,
        CopyDone,
        CopyFail,
        Terminate,
        Undecoded,
        TlsRecord,
        GssPacket {}
