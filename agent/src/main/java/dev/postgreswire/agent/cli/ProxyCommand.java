package dev.postgreswire.agent.cli;

import dev.postgreswire.WireTarget;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Relays between any client and a server, and writes what they say. */
@Command(
    name = "proxy",
    header = "Stand between a client and its server, and write down what they say.",
    description = {
      "Listens on an address of this machine, passes every byte on to the server as it is, and"
          + " writes down what both say. The client only gets another host and port. Ctrl-C or"
          + " SIGTERM closes the connections, completes the files and ends with exit status 0.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Without an output the trace goes to standard output. Files can be read while the proxy runs:"
          + " at most the last second is missing, also after a kill -9; the page is written at the"
          + " end. A file that cannot be written any further does not stop the proxy; it ends with"
          + " exit status 1 then.",
      "",
      "Encrypted sessions are shown as what they are, unless the client is told sslmode=disable,"
          + " or one of --keylog and --tls-certificate is given.",
      "",
      "Examples:",
      "",
      "Watch psql, in one terminal and another:",
      "  java -jar postgres-wire-agent.jar proxy \\",
      "      --listen 127.0.0.1:5433 --server localhost:5432",
      "  psql 'host=127.0.0.1 port=5433 sslmode=disable'",
      "",
      "Write everything into a folder. recording.html opens in a browser,",
      "recording.pcapng in Wireshark:",
      "  java -jar postgres-wire-agent.jar proxy --server db.example:5432 \\",
      "      --out recording",
      "",
      "Read the TLS of a Node application without changing it:",
      "  java -jar postgres-wire-agent.jar proxy --listen localhost:5433 \\",
      "      --server db.example:5432 --keylog keys.log --trace -",
      "  node --tls-keylog=keys.log app.js"
    })
final class ProxyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      converter = Listen.class,
      description =
          "Where clients connect to: 127.0.0.1, [::1] or localhost, for only this machine may."
              + " Port 0 picks a free one. The first line printed says which:"
              + " 'listening on HOST:PORT'. Default: ${DEFAULT-VALUE}.")
  private Address listen;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      converter = Server.class,
      description = "The PostgreSQL server. A postgresql:// or JDBC URL does as well.")
  private WireTarget server;

  @Mixin private OutputOptions outputs;
  @Mixin private TlsOptions tls;

  ProxyCommand() {}

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    Proxy.Settings settings =
        new Proxy.Settings(loopback(), server, tls.keyLog(), tls.termination());
    String title = "proxy of " + server.address();
    Proxy proxy = Proxy.open(settings, outputs.open(title, err), err);
    spec.commandLine().getOut().println("listening on " + Address.text(proxy.address()));
    Stop.await(() -> proxy.close() ? ExitCode.OK : ExitCode.SOFTWARE);
  }

  private InetSocketAddress loopback() {
    InetSocketAddress address;
    try {
      address = listen.resolve();
    } catch (UnknownHostException e) {
      throw wrong("no host is known by that name; write 127.0.0.1:" + listen.port());
    }
    if (!address.getAddress().isLoopbackAddress()) {
      String names = "127.0.0.1:%d, [::1]:%d or localhost:%d".replace("%d", "" + listen.port());
      throw wrong("only this machine may connect; write " + names);
    }
    return address;
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), "--listen " + listen + ": " + text);
  }

  private static final class Listen implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      try {
        return Address.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class Server implements ITypeConverter<WireTarget> {
    @Override
    public WireTarget convert(String text) {
      try {
        return WireTarget.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
