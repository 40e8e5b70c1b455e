/**
 * Files of packets that others have captured, read into whatever takes what goes over a wire. Start
 * with {@link dev.postgreswire.report.capture.Capture} and {@link
 * dev.postgreswire.report.capture.CaptureReader}.
 *
 * <p>The way of a packet: {@code CaptureFile} (pcap, pcapng) → {@code LinkLayer} → {@code IpLayer},
 * which joins fragments → {@code TcpSegment} → {@code TcpFlows}, which finds its connection →
 * {@code TcpConnection}, which puts the bytes of both sides in order → {@code Dialog}, which finds
 * out whether they are PostgreSQL's, and who is the server.
 *
 * <p>What holds here:
 *
 * <ul>
 *   <li>A file is read once, from its beginning to its end, in constant memory: what waits for
 *       packets that come late is bounded, and so is the number of connections.
 *   <li>The bytes of a side are told in order and once; those of both sides in an order that can
 *       have been: nothing is told before what it acknowledges.
 *   <li>Nothing is dropped silently: what of a connection was not captured is told as a gap, and
 *       what is no connection to PostgreSQL is counted, with the reason.
 *   <li>Whatever is in a file, reading it fails with nothing but a {@link
 *       dev.postgreswire.report.capture.CaptureException}. Of a file that is cut or damaged, all
 *       that comes before is read.
 * </ul>
 */
package dev.postgreswire.report.capture;
