package dev.postgreswire.benchmarks.decode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import io.r2dbc.postgresql.codec.Codecs;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.message.backend.BackendMessage;
import io.r2dbc.postgresql.message.backend.BackendMessageDecoder;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.RowDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * r2dbc-postgresql: Netty's LengthFieldBasedFrameDecoder, set as its ReactorNettyClient sets it,
 * its BackendMessageDecoder, and its codecs. It knows the server's messages only.
 */
final class R2dbcDecoder implements Decoder {
  private final Codecs codecs = new DefaultCodecs(ByteBufAllocator.DEFAULT);

  @Override
  public void decode(Session session, Level level, Consumer<Object> out) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new LengthFieldBasedFrameDecoder(Integer.MAX_VALUE - 5, 1, 4, -4, 0),
            level == Level.FRAMING ? new Frames(out) : new Messages(out, level, codecs));
    for (Session.Piece piece : session.pieces()) {
      channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(piece.bytes()));
      channel.pipeline().fireChannelReadComplete();
    }
    channel.checkException();
    channel.finishAndReleaseAll();
  }

  private static final class Frames extends ChannelInboundHandlerAdapter {
    private final Consumer<Object> out;

    Frames(Consumer<Object> out) {
      this.out = out;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      out.accept(frame);
      ReferenceCountUtil.release(frame);
    }
  }

  private static final class Messages extends ChannelInboundHandlerAdapter {
    private final Consumer<Object> out;
    private final Codecs codecs;
    private final Level level;
    private List<RowDescription.Field> described = List.of();

    Messages(Consumer<Object> out, Level level, Codecs codecs) {
      this.out = out;
      this.codecs = codecs;
      this.level = level;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      BackendMessage message = BackendMessageDecoder.decode((ByteBuf) frame);
      out.accept(message);
      if (level == Level.TEXT && message instanceof DataRow row) {
        texts(row.getColumns());
      } else if (level == Level.VALUES) {
        values(message);
      }
      ReferenceCountUtil.release(message);
      ReferenceCountUtil.release(frame);
    }

    private void texts(ByteBuf[] columns) {
      for (ByteBuf column : columns) {
        out.accept(column == null ? null : column.toString(StandardCharsets.UTF_8));
      }
    }

    private void values(BackendMessage message) {
      if (message instanceof RowDescription description) {
        described = description.getFields();
      } else if (message instanceof DataRow row) {
        ByteBuf[] columns = row.getColumns();
        for (int i = 0; i < columns.length; i++) {
          RowDescription.Field field = described.get(i);
          Object value =
              columns[i] == null
                  ? null
                  : codecs.decode(columns[i], field.getDataType(), field.getFormat(), Object.class);
          out.accept(value);
        }
      }
    }
  }
}
