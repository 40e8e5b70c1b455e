package dev.postgreswire.report.capture;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The TCP segments of a conversation, a millisecond after each other: what a network card would
 * have seen, before anything went wrong with it.
 */
final class Packets {
  static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PUSH = 8;
  private static final int ACK = 16;

  private final Endpoint client;
  private final Endpoint server;
  private final List<Segment> segments = new ArrayList<>();
  private int clientNext;
  private int serverNext;
  private Instant now = BEGIN;

  /** A segment. */
  record Segment(
      Instant time, Endpoint from, Endpoint to, int sequence, int ack, int flags, Bytes data) {
    /** The same at another time. */
    Segment at(Instant other) {
      return new Segment(other, from, to, sequence, ack, flags, data);
    }

    /** The same with other data from a later sequence number on. */
    Segment with(int skip, Bytes other) {
      return new Segment(time, from, to, sequence + skip, ack, flags, other);
    }
  }

  private Packets(Endpoint client, Endpoint server, int clientIsn, int serverIsn) {
    this.client = client;
    this.server = server;
    this.clientNext = clientIsn;
    this.serverNext = serverIsn;
  }

  /** A client at 10.0.0.1:40000 and a server at 10.0.0.2:5432. */
  static Packets between() {
    return between(endpoint("0a000001", 40000), endpoint("0a000002", 5432));
  }

  /** A client and a server. */
  static Packets between(Endpoint client, Endpoint server) {
    return between(client, server, 1000, 5000);
  }

  /** A client and a server, whose first sequence numbers are given. */
  static Packets between(Endpoint client, Endpoint server, int clientIsn, int serverIsn) {
    return new Packets(client, server, clientIsn, serverIsn);
  }

  /** An end, whose address is given in hexadecimal. */
  static Endpoint endpoint(String address, int port) {
    return new Endpoint(Bytes.ofHex(address), port);
  }

  /** SYN, SYN-ACK, ACK. */
  Packets handshake() {
    send(client, SYN, Bytes.EMPTY);
    send(server, SYN | ACK, Bytes.EMPTY);
    return clientAck();
  }

  /** A client sends text in one segment. */
  Packets client(String text) {
    return client(Bytes.of(text, StandardCharsets.ISO_8859_1));
  }

  /** A client sends messages in one segment. */
  Packets client(Message... messages) {
    return client(encode(messages));
  }

  /** A client sends bytes in one segment. */
  Packets client(Bytes bytes) {
    return send(client, PUSH | ACK, bytes);
  }

  /** A server sends text in one segment. */
  Packets server(String text) {
    return server(Bytes.of(text, StandardCharsets.ISO_8859_1));
  }

  /** A server sends messages in one segment. */
  Packets server(Message... messages) {
    return server(encode(messages));
  }

  /** A server sends bytes in one segment. */
  Packets server(Bytes bytes) {
    return send(server, PUSH | ACK, bytes);
  }

  /** The client acknowledges everything. */
  Packets clientAck() {
    return send(client, ACK, Bytes.EMPTY);
  }

  /** The server acknowledges everything. */
  Packets serverAck() {
    return send(server, ACK, Bytes.EMPTY);
  }

  /** The client closes, then the server. */
  Packets close() {
    send(client, FIN | ACK, Bytes.EMPTY);
    send(server, FIN | ACK, Bytes.EMPTY);
    return clientAck();
  }

  /** The client closes its side. */
  Packets clientFin() {
    return send(client, FIN | ACK, Bytes.EMPTY);
  }

  /** The server closes its side. */
  Packets serverFin() {
    return send(server, FIN | ACK, Bytes.EMPTY);
  }

  /** The client breaks off. */
  Packets clientReset() {
    return send(client, RST | ACK, Bytes.EMPTY);
  }

  /** The server breaks off. */
  Packets serverReset() {
    return send(server, RST | ACK, Bytes.EMPTY);
  }

  /** Time goes by. */
  Packets pause(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  /** The last segment looks different. */
  Packets last(UnaryOperator<Segment> change) {
    int last = segments.size() - 1;
    segments.set(last, change.apply(segments.get(last)));
    return this;
  }

  /** The segment at {@code index} is not captured. */
  Packets without(int index) {
    segments.remove(index);
    return this;
  }

  /** The first {@code count} segments are not captured. */
  Packets withoutFirst(int count) {
    segments.subList(0, count).clear();
    return this;
  }

  /** The segment at {@code from} is captured later, between others, at their time. */
  Packets late(int from, int to) {
    Segment moved = segments.remove(from);
    segments.add(to, moved.at(segments.get(to - 1).time()));
    return this;
  }

  /** The segment at {@code index} is captured again later. */
  Packets again(int index, int to) {
    Segment copy = segments.get(index);
    segments.add(to, copy.at(segments.get(to - 1).time()));
    return this;
  }

  /** One more segment at the end, made of the one at {@code index}. */
  Packets andThen(int index, UnaryOperator<Segment> change) {
    segments.add(change.apply(segments.get(index)));
    return this;
  }

  /** Anything else. */
  Packets change(Consumer<List<Segment>> change) {
    change.accept(segments);
    return this;
  }

  /** The segments of two conversations, in the order of time. */
  static List<Segment> together(Packets... conversations) {
    return List.of(conversations).stream()
        .flatMap(conversation -> conversation.segments.stream())
        .sorted(java.util.Comparator.comparing(Segment::time))
        .toList();
  }

  List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** A pcap file of Ethernet frames. */
  byte[] pcap() {
    return CaptureFiles.pcap(segments);
  }

  private Packets send(Endpoint from, int flags, Bytes data) {
    boolean isClient = from.equals(client);
    int sequence = isClient ? clientNext : serverNext;
    int ack = (flags & ACK) == 0 ? 0 : isClient ? serverNext : clientNext;
    segments.add(new Segment(now, from, isClient ? server : client, sequence, ack, flags, data));
    int length = data.length() + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
    if (isClient) {
      clientNext += length;
    } else {
      serverNext += length;
    }
    now = now.plusMillis(1);
    return this;
  }

  private static Bytes encode(Message... messages) {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    return all;
  }
}
