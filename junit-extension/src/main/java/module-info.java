/** {@code @RecordPostgresWire} for JUnit Jupiter. */
module dev.postgreswire.junit {
  requires transitive dev.postgreswire.core;
  requires transitive org.assertj.core;
  requires static transitive org.junit.jupiter.api;
}
