// The filter over all messages, and what it asks of each.
import { compileFilter } from './filter.js';
import { readFields } from './filter-fields.js';
import { bytesOf, comparedValue, fieldsOf, partOf } from './page-values.js';

/** What every message has, and what only says where something ends, nobody looks for. */
const UNTOLD = /^(type|length|terminator)$|Count$/;

/** The values of one message by the names of filter-fields.tsv. Java's MessageValues says the same. */
class Values {
  constructor(recording) {
    this.recording = recording;
  }

  of(m) {
    this.m = m;
    this.fields = null;
    return this;
  }

  get(name) {
    const { recording, m } = this;
    const { messages } = recording;
    const exchange = messages.exchange[m];
    switch (name) {
      case 'conn': return [exchange.conn];
      case 'exchange': return [exchange.number];
      case 'index': return [messages.index[m]];
      case 'dir': return [recording.isBackend(m) ? 'B' : 'F'];
      case 'type': return [recording.shape(m).type];
      case 'phase': return [recording.facts.phases[String.fromCharCode(messages.phase[m])]];
      case 'len': return [messages.length[m]];
      case 'time': return [messages.time[m] / 1e9];
      case 'delta': return Number.isNaN(recording.delta(m)) ? [] : [recording.delta(m) / 1e9];
      case 'rtt': return completes(exchange, m) ? [(exchange.end - exchange.start) / 1e9] : [];
      case 'sql': return messages.sql[m] ? [recording.facts.sql[messages.sql[m] - 1]] : [];
      case 'param': return this.field('Bind', 'parameters');
      case 'sqlstate': return [...this.field('ErrorResponse', 'code'), ...this.field('NoticeResponse', 'code')];
      case 'tag': return this.field('CommandComplete', 'tag');
      case 'status': return this.field('ReadyForQuery', 'status');
      case 'error': return recording.shape(m).error ? ['true'] : [];
      case 'thread': return known(recording.caller(messages.caller[m])?.thread);
      case 'caller': return known(recording.caller(messages.caller[m])?.frame);
      case 'text': return this.text();
      default: return this.field(name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1));
    }
  }

  read() {
    if (this.fields === null) {
      this.bytes = bytesOf(this.recording, this.m);
      this.fields = fieldsOf(this.recording, this.m);
    }
    return this.fields;
  }

  text() {
    const told = this.read().filter(field => !UNTOLD.test(field.name));
    return [this.recording.shape(this.m).type, ...told.map(field => comparedValue(this.bytes, field, this.fields))];
  }

  /** Returns the values of the fields of this name without indexes, or that are called so. */
  field(type, source) {
    if (this.recording.shape(this.m).type !== type) {
      return [];
    }
    const [path, part] = source.split('#');
    return this.read()
      .filter(field => pathOf(field.name) === path || (isCalled(type, field) && field.label === path))
      .map(field => (part ? partOf(this.bytes, field, part) : comparedValue(this.bytes, field, this.fields)));
  }
}

function known(text) {
  return text ? [text] : [];
}

function isCalled(type, field) {
  return type === 'DataRow' || field.name.endsWith('.value');
}

const paths = new Map();

function pathOf(name) {
  let path = paths.get(name);
  if (path === undefined) {
    path = name.replace(/\[\d+\]/g, '');
    paths.set(name, path);
  }
  return path;
}

/** Returns whether a message completes a round trip. */
function completes(exchange, m) {
  return exchange.complete && !'KXO'.includes(exchange.kind) && m === exchange.first + exchange.count - 1;
}

/** A filter that is applied, and the messages that fit. */
export class Search {
  constructor(recording, fieldsTable) {
    this.recording = recording;
    this.fieldsTable = readFields(fieldsTable);
    this.text = '';
    this.error = null;
    this.fits = null;
    this.count = 0;
  }

  /** Applies an expression. One that cannot be read leaves everything as it is, and says why. */
  apply(text) {
    this.error = null;
    if (text.trim() === '') {
      this.text = '';
      this.fits = null;
      this.count = 0;
      return true;
    }
    const filter = compileFilter(text, this.fieldsTable);
    if (filter.error) {
      this.error = filter.error;
      return false;
    }
    this.text = text;
    this.evaluate(filter);
    return true;
  }

  evaluate(filter) {
    const { recording } = this;
    this.fits = new Uint8Array(recording.messages.count);
    this.count = 0;
    const values = new Values(recording);
    const get = name => values.get(name);
    for (let m = 0; m < this.fits.length; m++) {
      values.of(m);
      if (filter.matches(get)) {
        this.fits[m] = 1;
        this.count++;
      }
    }
  }

  /** Returns the next message that fits after a row's, in the order of the list; -1 if none does. */
  next(view, exchangePosition, m, step) {
    return nextWhere(view, exchangePosition, m, step, candidate => this.fits?.[candidate] === 1);
  }
}

/** Returns the next message in the order of the list for which {@code test} holds, from the other end if need be. */
export function nextWhere(view, exchangePosition, m, step, test) {
  const { exchanges } = view.recording;
  const count = exchanges.length;
  for (let i = 0, at = exchangePosition; i <= count; i++, at = (at + step + count) % count) {
    const exchange = exchanges[at];
    if (!exchange || exchange.left || (view.conn && exchange.conn !== view.conn)) {
      continue;
    }
    const found = nextWithin(exchange, i === 0 ? m : null, step, test);
    if (found >= 0) {
      return found;
    }
  }
  return -1;
}

function nextWithin(exchange, from, step, test) {
  const end = exchange.first + exchange.count;
  let m = from === null ? (step > 0 ? exchange.first : end - 1) : from + step;
  for (; m >= exchange.first && m < end; m += step) {
    if (test(m)) {
      return m;
    }
  }
  return -1;
}
