package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ClientHello or a ServerHello.
 *
 * @param version what the server chose, by supported_versions if it is there; empty for a client
 * @param cipherSuite what the server chose; empty for a client
 * @param serverName the client's server_name (RFC 6066)
 * @param protocols the protocols in application_layer_protocol_negotiation (RFC 7301)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1">RFC 8446, section 4.1</a>
 */
record TlsHello(
    Optional<String> version,
    Optional<String> cipherSuite,
    Optional<String> serverName,
    List<String> protocols) {
  static final TlsHello NONE =
      new TlsHello(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;

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
    WireReader in = WireReader.of(bytes.slice(4, length), 0, StandardCharsets.US_ASCII);
    try {
      return Optional.of(type == CLIENT_HELLO ? client(in) : server(in));
    } catch (MalformedMessageException e) {
      return Optional.of(NONE);
    }
  }

  private static TlsHello client(WireReader in) {
    in.uint16("legacy_version");
    in.bytes("random", 32);
    in.bytes("legacy_session_id", in.int8("length") & 0xFF);
    in.bytes("cipher_suites", in.uint16("length"));
    in.bytes("legacy_compression_methods", in.int8("length") & 0xFF);
    Extensions extensions = Extensions.read(in);
    return new TlsHello(
        Optional.empty(), Optional.empty(), extensions.serverName, extensions.protocols);
  }

  private static TlsHello server(WireReader in) {
    int legacy = in.uint16("legacy_version");
    in.bytes("random", 32);
    in.bytes("legacy_session_id_echo", in.int8("length") & 0xFF);
    int suite = in.uint16("cipher_suite");
    in.int8("legacy_compression_method");
    Extensions extensions = Extensions.read(in);
    int version = extensions.version < 0 ? legacy : extensions.version;
    return new TlsHello(
        Optional.of(versionName(version)),
        Optional.of(CipherSuites.name(suite)),
        Optional.empty(),
        extensions.protocols);
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
    private Optional<String> serverName = Optional.empty();
    private List<String> protocols = List.of();
    private int version = -1;

    static Extensions read(WireReader in) {
      Extensions extensions = new Extensions();
      if (in.remaining() == 0) {
        return extensions;
      }
      in.uint16("extensions length");
      while (in.remaining() > 0) {
        int type = in.uint16("extension_type");
        Bytes data = in.bytes("extension_data", in.uint16("length"));
        extensions.take(type, WireReader.of(data, 0, StandardCharsets.US_ASCII));
      }
      return extensions;
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
