package dev.postgreswire.agent.matrix;

import java.util.Locale;

/** How the agent gets at the bytes. */
enum Route {
  LOOPBACK,
  TAP;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
