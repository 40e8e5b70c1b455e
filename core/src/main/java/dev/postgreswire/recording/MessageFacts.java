package dev.postgreswire.recording;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.SqlState;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.type.TypedValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A message and what the messages before it say about it: whose answer it is, which statement it is
 * about, how long the round trip took that it completes.
 *
 * @param message the message
 * @param exchange the number of its exchange in its connection, from 0, in the order in which they
 *     began; see {@link #absorbed} for why some are left out in the end
 * @param kind what its exchange is about
 * @param absorbed the numbers of exchanges that turn out with this message to be part of its own:
 *     an error makes the server skip what was sent after it, a COPY swallows a Sync; messages told
 *     before with one of these numbers belong to {@code exchange}
 * @param sql the SQL that it is about, passwords in it masked: of a Bind or an Execute that of its
 *     Parse however long ago it came, of an answer that of the request
 * @param parameters the values of a Bind; empty for all others
 * @param columns what the values of a DataRow are, if somebody has said so; empty for all others
 * @param elapsed the time since the first message told, on whatever connection
 * @param delta the time since the message before it on the same connection; empty for the first
 * @param roundTrip the time since the first message of its exchange, when it completes a round trip
 * @param sqlState the SQLSTATE of an ErrorResponse or NoticeResponse that has one
 * @param tag the tag of a CommandComplete
 * @param status what a ReadyForQuery says
 */
public record MessageFacts(
    RecordedMessage message,
    int exchange,
    Exchange.Kind kind,
    List<Integer> absorbed,
    Optional<String> sql,
    List<TypedValue> parameters,
    List<ColumnDescription> columns,
    Duration elapsed,
    Optional<Duration> delta,
    Optional<Duration> roundTrip,
    Optional<SqlState> sqlState,
    Optional<CommandTag> tag,
    Optional<TransactionStatus> status) {

  /** Copies the lists. */
  public MessageFacts {
    absorbed = List.copyOf(absorbed);
    parameters = List.copyOf(parameters);
    columns = List.copyOf(columns);
  }

  /** Returns the message and its exchange. */
  @Override
  public String toString() {
    return message + " in exchange " + exchange;
  }
}
