package com.example.drivers.r2dbc;

import com.example.drivers.Placeholders;
import com.example.drivers.Session;
import io.netty.channel.Channel;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

record R2dbcSession(PostgresqlConnection connection, Channel channel) implements Session {
  @Override
  public String remoteAddress() {
    return String.valueOf(channel.remoteAddress());
  }

  @Override
  public List<String> query(String sql, Object... parameters) throws Exception {
    PostgresqlStatement statement = connection.createStatement(Placeholders.numbered(sql));
    for (int i = 0; i < parameters.length; i++) {
      statement.bind("$" + (i + 1), parameters[i]);
    }
    return Flux.from(statement.execute())
        .concatMap(result -> result.map((row, metadata) -> text(row)))
        .collectList()
        .toFuture()
        .get();
  }

  private static String text(Row row) {
    return IntStream.range(0, row.getMetadata().getColumnMetadatas().size())
        .mapToObj(i -> String.valueOf(row.get(i)))
        .collect(Collectors.joining("|"));
  }

  @Override
  public void close() {
    connection.close().toFuture().join();
  }
}
