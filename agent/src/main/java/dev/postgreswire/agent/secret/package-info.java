/**
 * Takes the secrets of TLS sessions inside this JVM, so that a copy of what goes over the wire can
 * be decrypted while the session itself stays as it is, end to end.
 *
 * <p>Start with {@link dev.postgreswire.agent.secret.SecretFeature}, which gets hold of them, and
 * {@link dev.postgreswire.agent.secret.SecretGate}, which sees to it that those of sessions that
 * are none of PostgreSQL's reach nobody.
 */
package dev.postgreswire.agent.secret;
