package dev.postgreswire.loopback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
interface Resolver {
  /** The system's resolver. */
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** Returns the addresses of {@code host} in the order in which to try them; may block. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
