// The filter over all messages, and what it asks of each.
import { compileFilter } from './filter.js';
import { bytesOf, fieldsOf, plainValue, summaryOf, SUMMARY } from './page-values.js';

/** Returns the values that a name stands for in a message; numbers as numbers, everything else as text. */
function valuesOf(recording, m, name) {
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
    case 'delta': return [(messages.time[m] - messages.previous[m]) / 1e9];
    case 'rtt': return completes(recording, m) ? [(exchange.end - exchange.start) / 1e9] : [];
    case 'sql': return messages.sql[m] ? [recording.facts.sql[messages.sql[m] - 1]] : [];
    case 'error': return recording.isError(m) ? ['true'] : [];
    case 'text': return [recording.shape(m).type, ...textOf(recording, m)];
    default: return fieldValues(recording, m, name);
  }
}

function completes(recording, m) {
  const exchange = recording.messages.exchange[m];
  return exchange.complete && m === exchange.first + exchange.count - 1;
}

function textOf(recording, m) {
  const bytes = bytesOf(recording, m);
  const fields = fieldsOf(recording, m).filter(field => field.flags & SUMMARY);
  return fields.length ? fields.map(field => plainValue(recording, bytes, field)) : [summaryOf(recording, m)];
}

function fieldValues(recording, m, name) {
  const [type, ...path] = name.split('.');
  if (recording.shape(m).type !== type) {
    return [];
  }
  const wanted = path.join('.');
  const bytes = bytesOf(recording, m);
  return fieldsOf(recording, m)
    .filter(field => field.name.replace(/\[\d+\]/g, '') === wanted || field.label === wanted)
    .map(field => (/[iu]/.test(field.kind) ? Number(plainValue(recording, bytes, field)) : plainValue(recording, bytes, field)));
}

/** A filter that is applied, and the messages that fit. */
export class Search {
  constructor(recording, fieldsTable) {
    this.recording = recording;
    this.fieldsTable = fieldsTable;
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
    for (let m = 0; m < this.fits.length; m++) {
      if (filter.matches(name => valuesOf(recording, m, name))) {
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
