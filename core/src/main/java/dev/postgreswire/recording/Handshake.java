package dev.postgreswire.recording;

import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the beginning of a connection said. Kept for as long as the connection is.
 *
 * @param messages up to the first ReadyForQuery
 * @param requestedVersion the version that the client asked for
 * @param version the version in use
 * @param startupParameters in the order they were sent
 * @param encryptionRequests what was asked for before the startup packet
 * @param isEncrypted whether the server agreed to encrypt, or the client began with TLS
 * @param authentication how the client authenticated
 * @param processId which server process it is
 * @param secretKey the key for CancelRequests; empty when none came
 * @param cancel the CancelRequest, if it carried one
 */
record Handshake(
    List<RecordedMessage> messages,
    Optional<ProtocolVersion> requestedVersion,
    Optional<ProtocolVersion> version,
    Map<String, String> startupParameters,
    List<EncryptionRequest> encryptionRequests,
    boolean isEncrypted,
    Authentication authentication,
    OptionalInt processId,
    Bytes secretKey,
    Optional<Cancel> cancel) {

  /** A CancelRequest and when it came. */
  record Cancel(CancelRequest request, Instant time) {}
}
