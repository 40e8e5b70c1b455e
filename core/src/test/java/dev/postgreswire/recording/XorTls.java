package dev.postgreswire.recording;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TLS for those who do not care about ciphers: real hellos, and records whose bytes are combined
 * with the secret's one byte.
 */
final class XorTls implements TlsDecryptor.Source {
  static final Bytes SSL_REQUEST = Bytes.ofHex("0000000804d2162f");
  static final Bytes YES = Bytes.ofHex("53");
  static final Bytes SERVER_HELLO = Bytes.ofHex(TlsHelloTest.SERVER_HELLO_1_3);

  private static final int APPLICATION_DATA = 23;
  private static final int HEADER = 5;
  private static final int RANDOM = HEADER + 6;
  private static final byte KEY = 0x5A;

  private final Map<Bytes, TlsSecret> secrets = new ConcurrentHashMap<>();
  private final Set<Bytes> forgotten = ConcurrentHashMap.newKeySet();
  private final Bytes clientHello = clientHelloOfTheJdk();

  private static Bytes clientHelloOfTheJdk() {
    try {
      return Bytes.ofHex(TlsHelloTest.clientHello());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Bytes clientHello() {
    return clientHello;
  }

  /** Returns whether nobody reads the session any more. */
  boolean mayForget() {
    return forgotten.contains(random(clientHello));
  }

  TlsSecret key() {
    return new TlsSecret("XOR", random(clientHello), Bytes.of(KEY));
  }

  private static Bytes random(Bytes hello) {
    return hello.slice(RANDOM, 32);
  }

  /** Returns a record that carries messages. */
  static Bytes record(Message... messages) {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    return record(all);
  }

  static Bytes record(Bytes data) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    Bytes sealed = xor(Bytes.of((byte) 0).plus(data), KEY);
    return out.int8(APPLICATION_DATA).int16(0x0303).int16(sealed.length()).bytes(sealed).toBytes();
  }

  /** Returns a record that nobody can open. */
  static Bytes forged() {
    return Bytes.ofHex("1703030003ffffff");
  }

  private static Bytes xor(Bytes bytes, byte key) {
    byte[] result = bytes.toByteArray();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= key;
    }
    return Bytes.wrap(result);
  }

  @Override
  public void secret(TlsSecret secret) {
    secrets.put(secret.clientRandom(), secret);
  }

  @Override
  public TlsDecryptor begin() {
    return new Session();
  }

  private final class Session implements TlsDecryptor {
    private Bytes random;

    @Override
    public Outcome take(Direction direction, Bytes record) {
      if (record.get(0) != APPLICATION_DATA) {
        random = random == null ? random(record) : random;
        return new Plaintext(Bytes.EMPTY);
      }
      TlsSecret secret = secrets.get(random);
      if (secret == null) {
        return new Waiting("the key is not known");
      }
      Bytes opened = xor(record.from(HEADER), secret.secret().get(0));
      if (opened.get(0) == 1) {
        throw new IllegalStateException("a decryptor with a fault");
      }
      return opened.get(0) == 0
          ? new Plaintext(opened.from(1))
          : new Undecryptable("the record is forged");
    }

    @Override
    public void close() {
      forgotten.add(random);
    }

    @Override
    public Optional<String> alpn() {
      return Optional.of("postgresql");
    }

    @Override
    public List<TlsSecret> secrets() {
      TlsSecret secret = random == null ? null : secrets.get(random);
      return secret == null ? List.of() : List.of(secret);
    }
  }
}
