package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a ClientHello, a ServerHello, or the EncryptedExtensions that complete the latter since TLS
 * 1.3, say of a session.
 *
 * @param random the 32 bytes that name the session; empty in EncryptedExtensions, and where the
 *     message makes no sense
 * @param protocol what the server chose, such as 0x0304 for TLS 1.3; 0 for a client
 * @param suites the cipher suites that the client offers, or the one that the server chose
 * @param compression the method that the server chose; 0 for a client
 * @param extensions the types of all extensions
 * @param serverName the client's server_name (RFC 6066)
 * @param protocols the protocols in application_layer_protocol_negotiation (RFC 7301)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1">RFC 8446, section 4.1</a>
 */
public record TlsHello(
    Bytes random,
    int protocol,
    List<Integer> suites,
    int compression,
    Set<Integer> extensions,
    Optional<String> serverName,
    List<String> protocols) {
  /** The type of a handshake message that holds a client's hello. */
  public static final int CLIENT_HELLO = 1;

  /** The type of a handshake message that holds a server's hello. */
  public static final int SERVER_HELLO = 2;

  /** The type of a handshake message that holds EncryptedExtensions. */
  public static final int ENCRYPTED_EXTENSIONS = 8;

  /** Nothing is known. */
  static final TlsHello NONE =
      new TlsHello(Bytes.EMPTY, 0, List.of(), 0, Set.of(), Optional.empty(), List.of());

  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;

  /** Copies the lists. */
  public TlsHello {
    suites = List.copyOf(suites);
    extensions = Set.copyOf(extensions);
    protocols = List.copyOf(protocols);
  }

  /** Returns the version that the server chose, such as {@code TLSv1.3}; empty for a client. */
  public Optional<String> version() {
    return protocol == 0 ? Optional.empty() : Optional.of(versionName(protocol));
  }

  /** Returns the name of the cipher suite that the server chose; empty for a client. */
  public Optional<String> cipherSuite() {
    return protocol == 0 ? Optional.empty() : Optional.of(CipherSuites.name(suites.get(0)));
  }

  /** Reads the handshake message that begins {@code bytes}; empty while some of it is missing. */
  static Optional<TlsHello> read(Bytes bytes) {
    if (bytes.length() < 4) {
      return Optional.empty();
    }
    int type = bytes.unsigned(0);
    int length = bytes.int32(0) & 0xFFFFFF;
    if (type != CLIENT_HELLO && type != SERVER_HELLO) {
      return Optional.of(NONE);
    }
    if (bytes.length() - 4 < length) {
      return Optional.empty();
    }
    return Optional.of(read(type, bytes.slice(4, length)));
  }

  /** Reads the body of a handshake message; nothing is known where it makes no sense. */
  public static TlsHello read(int type, Bytes body) {
    WireReader in = WireReader.of(body, 0, StandardCharsets.US_ASCII);
    try {
      return switch (type) {
        case CLIENT_HELLO -> client(in);
        case SERVER_HELLO -> server(in);
        case ENCRYPTED_EXTENSIONS -> new Extensions(in).hello(Bytes.EMPTY, 0, List.of(), 0);
        default -> NONE;
      };
    } catch (MalformedMessageException e) {
      return NONE;
    }
  }

  private static TlsHello client(WireReader in) {
    in.uint16("legacy_version");
    Bytes random = in.bytes("random", 32);
    in.bytes("legacy_session_id", in.int8("length") & 0xFF);
    int suites = in.uint16("length") / 2;
    List<Integer> offered = in.list("cipher_suites", suites, suite -> suite.uint16("cipher_suite"));
    in.bytes("legacy_compression_methods", in.int8("length") & 0xFF);
    return new Extensions(in).hello(random, 0, offered, 0);
  }

  private static TlsHello server(WireReader in) {
    int legacy = in.uint16("legacy_version");
    Bytes random = in.bytes("random", 32);
    in.bytes("legacy_session_id_echo", in.int8("length") & 0xFF);
    int suite = in.uint16("cipher_suite");
    int compression = in.int8("legacy_compression_method") & 0xFF;
    Extensions extensions = new Extensions(in);
    int version = extensions.version == 0 ? legacy : extensions.version;
    return extensions.hello(random, version, List.of(suite), compression);
  }

  private static String versionName(int version) {
    return switch (version) {
      case 0x0300 -> "SSLv3";
      case 0x0301 -> "TLSv1";
      case 0x0302 -> "TLSv1.1";
      case 0x0303 -> "TLSv1.2";
      case 0x0304 -> "TLSv1.3";
      default -> String.format("0x%04x", version);
    };
  }

  private static final class Extensions {
    private final Set<Integer> types = new HashSet<>();
    private Optional<String> serverName = Optional.empty();
    private List<String> protocols = List.of();
    private int version;

    Extensions(WireReader in) {
      if (in.remaining() == 0) {
        return;
      }
      in.uint16("extensions length");
      while (in.remaining() > 0) {
        int type = in.uint16("extension_type");
        Bytes data = in.bytes("extension_data", in.uint16("length"));
        types.add(type);
        take(type, WireReader.of(data, 0, StandardCharsets.US_ASCII));
      }
    }

    TlsHello hello(Bytes random, int protocol, List<Integer> suites, int compression) {
      return new TlsHello(random, protocol, suites, compression, types, serverName, protocols);
    }

    private void take(int type, WireReader in) {
      if (type == SERVER_NAME && in.remaining() > 0) {
        in.uint16("list length");
        in.int8("name_type");
        serverName = Optional.of(text(in, in.uint16("length")));
      } else if (type == ALPN) {
        in.uint16("list length");
        List<String> names = new ArrayList<>();
        while (in.remaining() > 0) {
          names.add(text(in, in.int8("length") & 0xFF));
        }
        protocols = names;
      } else if (type == SUPPORTED_VERSIONS && in.remaining() == 2) {
        version = in.uint16("selected_version"); // a client sends a list, with its length first
      }
    }

    private static String text(WireReader in, int length) {
      return in.bytes("name", length).toString(StandardCharsets.US_ASCII);
    }
  }
}
