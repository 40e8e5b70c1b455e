package dev.postgreswire.recording;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The prepared statements and portals of a session by name. Those of SQL (PREPARE, DECLARE) and of
 * the protocol (Parse, Bind) share it.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY">
 *     Extended Query</a>
 */
final class Namespace {
  private static final String UNNAMED = "";

  private final Map<String, Prepared> statements = new LinkedHashMap<>();
  private final Map<String, Portal> portals = new HashMap<>();

  Prepared statement(String name) {
    return statements.get(name);
  }

  Portal portal(String name) {
    return portals.get(name);
  }

  void put(Prepared prepared) {
    statements.put(prepared.name, prepared);
  }

  void put(Portal portal) {
    portals.put(portal.name, portal);
  }

  /** Removes a statement; a portal that was made of it still knows it. */
  void removeStatement(String name) {
    statements.remove(name);
  }

  void removePortal(String name) {
    portals.remove(name);
  }

  /** A Query drops the unnamed statement and the unnamed portal. */
  void dropUnnamed() {
    statements.remove(UNNAMED);
    portals.remove(UNNAMED);
  }

  void removeAllStatements() {
    statements.clear();
  }

  /** The end of a transaction is the end of its portals. */
  void removeAllPortals() {
    portals.clear();
  }

  boolean hasPortal() {
    return !portals.isEmpty();
  }

  /** Returns whether there is a portal with a name. */
  boolean hasNamedPortal() {
    return portals.size() > (portals.containsKey(UNNAMED) ? 1 : 0);
  }

  boolean hasSuspendedPortal() {
    for (Portal portal : portals.values()) {
      if (portal.isSuspended()) {
        return true;
      }
    }
    return false;
  }

  /** Makes this namespace equal to {@code other}, sharing what is in it. */
  void become(Namespace other) {
    statements.clear();
    portals.clear();
    statements.putAll(other.statements);
    portals.putAll(other.portals);
  }

  /** Returns a copy that shares nothing that can change. */
  Namespace copy() {
    Namespace copy = new Namespace();
    IdentityHashMap<Prepared, Prepared> copies = new IdentityHashMap<>();
    statements.values().forEach(prepared -> copies.put(prepared, prepared.copy()));
    statements.forEach((name, prepared) -> copy.statements.put(name, copies.get(prepared)));
    portals.forEach(
        (name, portal) ->
            copy.portals.put(
                name, portal.copy(copies.computeIfAbsent(portal.prepared, Prepared::copy))));
    return copy;
  }

  /** Returns the SQL of the named statements by name. */
  Map<String, String> named() {
    Map<String, String> named = new TreeMap<>();
    Stream<Prepared> all = statements.values().stream();
    all.filter(prepared -> !prepared.name.isEmpty())
        .forEach(prepared -> named.put(prepared.name, prepared.sql));
    return named;
  }
}
