/**
 * Bytes to frames, without any I/O: where one message ends and the next begins.
 *
 * <p>Start with {@link dev.postgreswire.wire.FrameDecoder}, which takes the bytes of both
 * directions of one connection and tells a {@link dev.postgreswire.wire.FrameSink} what it found,
 * and with {@link dev.postgreswire.wire.WireReader}, by which messages read their fields by name.
 *
 * <p>What holds here: no byte is dropped (the sizes of the frames add up to the bytes fed in), no
 * input makes the decoder throw, and nothing is allocated because a length word asks for it.
 */
package dev.postgreswire.wire;
