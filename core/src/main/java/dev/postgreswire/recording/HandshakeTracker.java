package dev.postgreswire.recording;

import dev.postgreswire.message.AuthenticationRequest;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NegotiateProtocolVersion;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.wire.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows a connection from its first byte to its first ReadyForQuery. */
final class HandshakeTracker {
  /** No server has so much to say at the beginning; what has is no server. */
  private static final int MOST_MESSAGES = 256;

  private final Handshake finished;
  private final List<RecordedMessage> messages = new ArrayList<>();
  private final List<EncryptionRequest> requests = new ArrayList<>();
  private final AuthenticationTracker authentication = new AuthenticationTracker();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private ProtocolVersion requested;
  private ProtocolVersion version;
  private Integer processId;
  private Bytes secretKey = Bytes.EMPTY;
  private Handshake.Cancel cancel;
  private boolean encrypted;
  private boolean over;

  private HandshakeTracker(Handshake finished) {
    this.finished = finished;
    this.over = finished != null;
  }

  static HandshakeTracker begin() {
    return new HandshakeTracker(null);
  }

  /** Goes on where another tracker was done. */
  static HandshakeTracker after(Handshake handshake) {
    return new HandshakeTracker(handshake);
  }

  /** Returns whether there is nothing more to come. */
  boolean isOver() {
    return over;
  }

  void take(RecordedMessage recorded, Message message) {
    if (over) {
      return;
    }
    if (messages.size() < MOST_MESSAGES) {
      messages.add(recorded);
    }
    authentication.take(message, recorded.context());
    switch (message.type()) {
      case SSL_REQUEST -> asked(EncryptionRequest.Kind.TLS);
      case GSSENC_REQUEST -> asked(EncryptionRequest.Kind.GSS);
      case NEGOTIATION_ANSWER -> answered(((NegotiationAnswer) message).answer());
      case ERROR_RESPONSE, LEGACY_ERROR_RESPONSE -> answeredByError();
      case CANCEL_REQUEST ->
          cancel = new Handshake.Cancel((CancelRequest) message, recorded.time());
      case STARTUP_MESSAGE -> startup((StartupMessage) message);
      case NEGOTIATE_PROTOCOL_VERSION -> version = ((NegotiateProtocolVersion) message).newest();
      case BACKEND_KEY_DATA -> key((BackendKeyData) message);
      case READY_FOR_QUERY -> over = true;
      case TLS_RECORD, GSS_PACKET -> encrypted = true;
      default -> {
        if (message instanceof AuthenticationRequest && version == null) {
          version = requested;
        }
      }
    }
  }

  void failed(RecordedError error) {
    authentication.failed(error);
  }

  /** The hellos of an encrypted session have been seen: from here on it is opaque. */
  void end() {
    over = true;
  }

  private void startup(StartupMessage startup) {
    requested = startup.version();
    for (StartupParameter parameter : startup.parameters()) {
      parameters.put(parameter.name(), parameter.value());
    }
  }

  private void key(BackendKeyData key) {
    processId = key.processId();
    secretKey = key.secretKey();
  }

  private void asked(EncryptionRequest.Kind kind) {
    requests.add(new EncryptionRequest(kind, EncryptionRequest.Answer.NONE));
  }

  private void answered(char answer) {
    encrypted |= answer != 'N';
    answer(answer == 'N' ? EncryptionRequest.Answer.REFUSED : EncryptionRequest.Answer.ACCEPTED);
  }

  private void answeredByError() {
    if (requested == null) {
      answer(EncryptionRequest.Answer.ERROR);
    }
  }

  private void answer(EncryptionRequest.Answer answer) {
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i).answer() == EncryptionRequest.Answer.NONE) {
        requests.set(i, new EncryptionRequest(requests.get(i).kind(), answer));
        return;
      }
    }
  }

  Handshake facts() {
    if (finished != null) {
      return finished;
    }
    return new Handshake(
        List.copyOf(messages),
        Optional.ofNullable(requested),
        Optional.ofNullable(version),
        Collections.unmodifiableMap(new LinkedHashMap<>(parameters)),
        List.copyOf(requests),
        encrypted,
        authentication.facts(),
        processId == null ? OptionalInt.empty() : OptionalInt.of(processId),
        secretKey,
        Optional.ofNullable(cancel));
  }
}
