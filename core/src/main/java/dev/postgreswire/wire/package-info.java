/**
 * Bytes to frames, without any I/O: where one message ends and the next begins.
 *
 * <p>Start with {@link dev.postgreswire.wire.FrameDecoder}, which takes the bytes of both
 * directions of one connection and tells a {@link dev.postgreswire.wire.FrameSink} what it found,
 * and with {@link dev.postgreswire.wire.WireReader}, by which messages read their fields by name.
 *
 * <p>What holds here: no byte is dropped (the sizes of the frames add up to the bytes fed in), no
 * input makes the decoder throw, and nothing is allocated because a length word asks for it.
 *
 * <p>A connection may be seen from its middle on, or with holes. Where messages begin again is
 * never guessed: bytes that look like messages may be a row. Both sides are known to be in step
 * when the server has said ReadyForQuery and the client then begins to speak with the header of a
 * request; what comes before is skipped, and the skipped frame says how many bytes it has and why.
 * Bytes that are missing within one message leave its end known, and nothing is skipped.
 */
package dev.postgreswire.wire;
