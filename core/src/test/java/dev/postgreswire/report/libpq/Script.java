package dev.postgreswire.report.libpq;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A session of libpq.
 *
 * @param name what it is about
 * @param parameters of the connection, beside host and port, in libpq's form
 * @param version the major version of the server
 * @param charset the character set that libpq's trace is written in: the client's
 * @param admitted whether the server lets it in
 * @param ordered whether libpq traces both directions in the order in which they went over the
 *     wire: it does so when it waits for every answer before it sends on
 * @param steps what to do once connected
 */
record Script(
    String name,
    String parameters,
    int version,
    Charset charset,
    boolean admitted,
    boolean ordered,
    Steps steps) {
  /** The calls of a session. */
  interface Steps {
    void run(PqSession session) throws Exception;
  }

  static Script of(String name, Steps steps) {
    return new Script(
        name,
        "user=postgres sslmode=disable",
        TestServer.DEFAULT_VERSION,
        StandardCharsets.UTF_8,
        true,
        true,
        steps);
  }

  /** The same by another role. */
  Script by(TestRole role) {
    String password = role.password().map(secret -> " password=" + secret).orElse("");
    return with("user=" + role.userName() + password);
  }

  /** The same with other parameters, which win over those so far. */
  Script with(String more) {
    return new Script(name, parameters + " " + more, version, charset, admitted, ordered, steps);
  }

  /** The same with an older server. */
  Script on(int server) {
    return new Script(name, parameters, server, charset, admitted, ordered, steps);
  }

  /** The same in another character set. */
  Script in(Charset client) {
    return new Script(
        name, parameters + " client_encoding=" + client, version, client, admitted, ordered, steps);
  }

  /** The same, but the server turns it away. */
  Script refused() {
    return new Script(name, parameters, version, charset, false, ordered, steps);
  }

  /** The same, but libpq sends on before it has looked at the answers. */
  Script pipelined() {
    return new Script(name, parameters, version, charset, admitted, false, steps);
  }

  @Override
  public String toString() {
    return name;
  }
}
