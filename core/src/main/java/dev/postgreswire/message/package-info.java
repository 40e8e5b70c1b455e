/**
 * Frames to typed messages and back.
 *
 * <p>Start with {@link dev.postgreswire.message.MessageDecoder}, which gives the message of a frame
 * and its fields, and with {@link dev.postgreswire.message.Message}, whose records are named as in
 * the PostgreSQL manual.
 *
 * <p>What holds here: nothing throws, whatever comes in; what cannot be decoded becomes {@link
 * dev.postgreswire.message.Undecoded} with its bytes and the reason; and encoding what was decoded
 * gives the same bytes.
 */
package dev.postgreswire.message;
