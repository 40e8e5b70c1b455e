/**
 * COPY in binary format: a header, rows, a trailer.
 *
 * <p>Start with {@link dev.postgreswire.message.copy.CopyBinaryReader}: where CopyData are cut
 * means nothing, so elements are put together from several of them.
 */
package dev.postgreswire.message.copy;
