package dev.postgreswire.report;

import java.time.ZoneId;

/**
 * How a trace is written.
 *
 * @param regress whether what varies from run to run is left out, as libpq does for its tests
 * @param unsafe whether secrets are written
 * @param connection whether lines begin with the number of the connection
 * @param zone the time zone of the time that lines begin with; null when they have no time
 */
record TraceOptions(boolean regress, boolean unsafe, boolean connection, ZoneId zone) {
  static final TraceOptions STRICT = new TraceOptions(false, false, false, null);
}
