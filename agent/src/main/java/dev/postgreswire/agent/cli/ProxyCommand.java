package dev.postgreswire.agent.cli;

import dev.postgreswire.WireTarget;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
          + " at most the last second is missing, also after a kill -9.",
      "",
      "Examples:",
      "",
      "Watch psql, in one terminal and another:",
      "  java -jar postgres-wire-agent.jar proxy --listen 127.0.0.1:5433 --server localhost:5432",
      "  psql -h 127.0.0.1 -p 5433",
      "",
      "Write everything into a folder; recording.html opens in a browser, recording.pcapng in"
          + " Wireshark:",
      "  java -jar postgres-wire-agent.jar proxy --server db.example:5432 --out recording",
      "",
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

  ProxyCommand() {}

  @Override
  public void run() {
    outputs.check(spec);
    PrintWriter err = spec.commandLine().getErr();
    LiveOutputs opened = outputs.open(err);
    Proxy proxy = Proxy.open(listen, server, opened, err);
    spec.commandLine().getOut().println("listening on " + Address.text(proxy.address()));
    Stop.await(
        () -> {
          proxy.close();
          return opened.haveFailed() ? ExitCode.SOFTWARE : ExitCode.OK;
        });
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
