// What Java has written, as columns: HtmlReport's PageRecords and PageBlock are the other side of it.

/** Returns the bytes that an element holds in base64, gzipped. */
export async function inflate(element) {
  const text = atob(element.textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads numbers in base 128 and text, one after the other. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) {
        return value;
      }
      factor *= 128;
    }
  }

  signed() {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  letter() {
    return String.fromCharCode(this.number());
  }

  text() {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

/** A message's name and fields, as all messages of that shape have them. */
function shapeOf([type, ...fields]) {
  return {
    type,
    error: type === 'ErrorResponse' || type === 'LegacyErrorResponse',
    undecoded: type === 'Undecoded',
    fields: fields.map(([name, label, kind, flags]) => ({ name, label: label || name, kind, flags })),
  };
}

/** The messages, a column for each thing that all of them have. */
class Messages {
  constructor(count) {
    this.count = 0;
    this.index = new Uint32Array(count);
    this.time = new Float64Array(count);
    this.previous = new Float64Array(count);
    this.flags = new Uint8Array(count);
    this.phase = new Uint8Array(count);
    this.shape = new Uint32Array(count);
    this.sql = new Uint32Array(count);
    this.caller = new Uint32Array(count);
    this.length = new Float64Array(count);
    this.size = new Float64Array(count);
    this.kept = new Uint32Array(count);
    this.bytesAt = new Uint32Array(count);
    this.exchange = new Array(count);
  }

  read(reader, exchange) {
    const length = reader.number();
    const end = reader.at + length;
    const m = this.count++;
    this.index[m] = reader.number();
    this.time[m] = reader.signed();
    this.flags[m] = reader.bytes[reader.at++];
    this.phase[m] = reader.number();
    this.shape[m] = reader.number() - 1;
    this.sql[m] = reader.number();
    this.caller[m] = reader.number();
    this.length[m] = reader.number();
    this.size[m] = reader.number();
    this.kept[m] = reader.number();
    this.bytesAt[m] = reader.at;
    this.exchange[m] = exchange;
    reader.at = end;
  }
}

/** All that is known of the recording. */
export class Recording {
  constructor(facts, bytes) {
    this.facts = facts;
    this.bytes = bytes;
    this.shapes = facts.shapes.map(shapeOf);
    this.messages = new Messages(facts.messages);
    this.exchanges = [];
    this.readBlocks();
    this.connections = facts.connections;
    this.byIndex = new Map();
    this.duration = 0;
    this.errors = 0;
    this.relate();
  }

  readBlocks() {
    const reader = new Reader(this.bytes);
    let segment = [];
    while (reader.at < this.bytes.length) {
      const before = this.leftOut(reader);
      if (before) {
        this.addSegment(segment);
        this.exchanges.push(before);
        segment = [];
      }
      segment.push(this.readExchange(reader));
    }
    this.addSegment(segment);
  }

  leftOut(reader) {
    const left = { left: true, exchanges: reader.number(), messages: reader.number(), bytes: reader.number() };
    return left.messages > 0 ? left : null;
  }

  readExchange(reader) {
    const exchange = {
      conn: reader.number(), number: reader.number(), kind: reader.letter(), complete: reader.number() === 1,
      start: reader.signed(), first: this.messages.count, end: 0, errors: 0, rows: 0,
      sql: '', sqls: 0, last: 0, executions: 0, tag: -1, caller: 0,
    };
    exchange.firstPart = reader.number();
    exchange.count = exchange.firstPart + reader.number();
    exchange.leftMessages = reader.number();
    exchange.leftBytes = reader.number();
    for (let i = 0; i < exchange.count; i++) {
      this.messages.read(reader, exchange);
    }
    return exchange;
  }

  /** Exchanges are written in the order of their ends, and shown in that of their beginnings. */
  addSegment(segment) {
    segment.sort((a, b) => a.start - b.start);
    for (const exchange of segment) {
      this.exchanges.push(exchange);
    }
  }

  /** Finds what a message alone does not say: what came before it, what its exchange came to. */
  relate() {
    const { messages } = this;
    const orders = new Map(this.connections.map(connection => [connection.id, []]));
    this.exchanges.forEach((exchange, position) => {
      exchange.position = position;
      if (!exchange.left) {
        this.summarise(exchange, orders.get(exchange.conn));
      }
    });
    for (const [conn, order] of orders) {
      order.sort((a, b) => messages.index[a] - messages.index[b]);
      order.forEach((m, i) => {
        const follows = i > 0 && messages.index[order[i - 1]] === messages.index[m] - 1;
        messages.previous[m] = follows ? messages.time[order[i - 1]] : NaN;
      });
      this.byIndex.set(conn, order);
    }
  }

  summarise(exchange, order) {
    const { messages } = this;
    for (let m = exchange.first; m < exchange.first + exchange.count; m++) {
      const shape = this.shapes[messages.shape[m]];
      order.push(m);
      exchange.end = Math.max(exchange.end, messages.time[m]);
      exchange.errors += shape.error || shape.undecoded ? 1 : 0;
      exchange.rows += shape.type === 'DataRow' ? 1 : 0;
      exchange.executions += shape.type === 'Execute' ? 1 : 0;
      exchange.tag = shape.type === 'CommandComplete' ? m : exchange.tag;
      exchange.caller = exchange.caller || messages.caller[m];
      const number = this.isBackend(m) ? 0 : messages.sql[m];
      if (number && number !== exchange.last) {
        exchange.sqls++;
        exchange.last = number;
        exchange.sql = exchange.sql || this.facts.sql[number - 1];
      }
    }
    this.duration = Math.max(this.duration, exchange.end);
    this.errors += exchange.errors;
  }

  /** Returns who has a number: the thread, the application's frame and its place; null for nobody known. */
  caller(number) {
    if (!number) {
      return null;
    }
    const [thread, frame] = this.facts.callers[number - 1];
    const place = /\(([^()]*:[^()]*)\)$/.exec(frame);
    return { thread, frame, place: place ? place[1] : frame };
  }

  shape(m) {
    return this.shapes[this.messages.shape[m]];
  }

  isBackend(m) {
    return (this.messages.flags[m] & 1) === 1;
  }

  isError(m) {
    const shape = this.shape(m);
    return shape.error || shape.undecoded;
  }

  /** Returns the time since the message before on the same connection; NaN if that is not here. */
  delta(m) {
    return this.messages.time[m] - this.messages.previous[m];
  }

  /** Returns the message with this index in a connection, or the one before it; -1 if none is. */
  find(conn, index) {
    const order = this.byIndex.get(conn) ?? [];
    let low = 0;
    let high = order.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.messages.index[order[middle]] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return order.length ? order[low] : -1;
  }
}
