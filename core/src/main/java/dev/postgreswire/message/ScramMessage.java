package dev.postgreswire.message;

/**
 * A message of SCRAM (RFC 5802, RFC 7677).
 *
 * <p>What holds for all: attributes that no RFC names are kept in the order they were sent.
 */
public sealed interface ScramMessage extends SaslPayload
    permits ScramClientFirst, ScramServerFirst, ScramClientFinal, ScramServerFinal {}
