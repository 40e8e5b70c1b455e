package dev.postgreswire.recording;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a TLS session that somebody tries to decrypt.
 *
 * @param session what can be said of it
 * @param agreedAt when both hellos had come, in nanoseconds since the recorder began
 * @param secrets those that are known
 * @param records its records, as they went over the wire; those that came after it was clear that
 *     they cannot be read are among the connection's frames instead
 */
record TlsFacts(
    TlsSession session, Optional<Long> agreedAt, List<TlsSecret> secrets, LogView records) {}
