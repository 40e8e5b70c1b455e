// The list: a tree in a grid, of whose rows only those that can be seen are in the document.
import { summaryOf, fieldsOf, bytesOf, shownValue } from './page-values.js';

export const ROW_HEIGHT = 24;
const OVERSCAN = 6;
/** Browsers draw nothing beyond some 16 million pixels; a longer list is scrolled in larger steps. */
const MOST_PIXELS = 15_000_000;

/** Makes an element. */
export function h(tag, className, text) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

/** Writes nanoseconds as a person does. */
export function duration(nanos) {
  if (nanos < 1e3) {
    return `${nanos} ns`;
  }
  if (nanos < 1e6) {
    return `${Math.round(nanos / 1e3)} µs`;
  }
  if (nanos < 1e9) {
    return `${(nanos / 1e6).toFixed(nanos < 1e8 ? 1 : 0)} ms`;
  }
  return `${(nanos / 1e9).toFixed(nanos < 1e11 ? 2 : 0)} s`;
}

/** Writes a count with spaces between thousands. */
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function plural(number, word) {
  return `${count(number)} ${word}${number === 1 ? '' : 's'}`;
}

export function size(bytes) {
  if (bytes < 10_000) {
    return `${count(bytes)} B`;
  }
  return bytes < 10_000_000 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Writes what was left out. */
export function leftOutText(left) {
  const exchanges = left.exchanges ? `${plural(left.exchanges, 'exchange')} with ` : '';
  return `${exchanges}${plural(left.messages, 'message')} (${size(left.bytes)}) left out of this page`;
}

/** Shows rows of equal height, each drawn when it comes into sight. */
export class VirtualRows {
  constructor(viewport, rowHeight, draw) {
    this.viewport = viewport;
    this.rowHeight = rowHeight;
    this.draw = draw;
    this.length = 0;
    this.space = h('div', 'space');
    this.space.setAttribute('role', 'presentation');
    viewport.append(this.space);
    viewport.addEventListener('scroll', () => this.refresh(), { passive: true });
    new ResizeObserver(() => this.refresh()).observe(viewport);
  }

  setLength(length) {
    this.length = length;
    this.space.style.height = `${Math.min(length * this.rowHeight, MOST_PIXELS)}px`;
    this.refresh();
  }

  /** Returns how many rows lie above what is seen, in pixels of the rows and not of the scroll bar. */
  offset() {
    const { scrollTop, clientHeight } = this.viewport;
    const total = this.length * this.rowHeight;
    const range = Math.max(1, Math.min(total, MOST_PIXELS) - clientHeight);
    return total <= MOST_PIXELS ? scrollTop : (scrollTop / range) * (total - clientHeight);
  }

  refresh() {
    const offset = this.offset();
    const first = Math.max(0, Math.floor(offset / this.rowHeight) - OVERSCAN);
    const last = Math.min(this.length, Math.ceil((offset + this.viewport.clientHeight) / this.rowHeight) + OVERSCAN);
    const shift = this.viewport.scrollTop - offset;
    const rows = [];
    for (let i = first; i < last; i++) {
      const row = this.draw(i);
      row.style.top = `${i * this.rowHeight + shift}px`;
      rows.push(row);
    }
    const focused = this.space.contains(document.activeElement);
    this.space.replaceChildren(...rows);
    if (focused) {
      this.focusCurrent();
    }
  }

  focusCurrent() {
    this.space.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  /** Scrolls as far as is needed to see a row. */
  show(index, centred = false) {
    const { clientHeight } = this.viewport;
    const top = index * this.rowHeight;
    const offset = this.offset();
    let wanted = offset;
    if (centred && (top < offset || top + this.rowHeight > offset + clientHeight)) {
      wanted = top - clientHeight / 3;
    } else if (top < offset) {
      wanted = top;
    } else if (top + this.rowHeight > offset + clientHeight) {
      wanted = top + this.rowHeight - clientHeight;
    }
    if (wanted !== offset) {
      const total = this.length * this.rowHeight;
      const factor = total <= MOST_PIXELS ? 1 : (MOST_PIXELS - clientHeight) / (total - clientHeight);
      this.viewport.scrollTop = Math.max(0, wanted) * factor;
    }
    this.refresh();
  }

  pageSize() {
    return Math.max(1, Math.floor(this.viewport.clientHeight / this.rowHeight) - 1);
  }
}

/** Draws the rows of the list. */
export class RowPainter {
  constructor(recording, view, current) {
    this.recording = recording;
    this.view = view;
    this.current = current;
    this.decimals = recording.duration < 2e9 ? 5 : 3;
    this.slowest = Math.max(1, ...recording.exchanges.filter(e => !e.left && e.kind !== 'T').map(e => e.end - e.start));
  }

  draw(index) {
    const row = this.view.rows[index];
    const element = h('div', `row ${row.kind}`);
    element.setAttribute('role', 'row');
    element.setAttribute('aria-rowindex', index + 2);
    element.setAttribute('aria-level', row.level);
    element.dataset.row = index;
    const current = index === this.current();
    element.setAttribute('aria-selected', current);
    element.tabIndex = current ? 0 : -1;
    if (this.view.isFoldable(row)) {
      element.setAttribute('aria-expanded', this.view.isUnfolded(row));
    }
    this[row.kind](element, row);
    return element;
  }

  cell(row, className, text, title) {
    const cell = h('span', className, text);
    cell.setAttribute('role', 'gridcell');
    if (title) {
      cell.title = title;
    }
    row.append(cell);
    return cell;
  }

  chevron(element, row) {
    const open = this.view.isFoldable(row) ? (this.view.isUnfolded(row) ? '▾' : '▸') : '';
    const chevron = h('span', `chevron level${row.level}`, open);
    chevron.setAttribute('aria-hidden', 'true');
    element.append(chevron);
  }

  chip(element, letter, meaning, failed) {
    const chip = this.cell(element, 'chip', letter, meaning);
    chip.dataset.phase = failed ? 'E' : letter;
  }

  time(element, nanos) {
    this.cell(element, 'time', (nanos / 1e9).toFixed(this.decimals), 'seconds since the beginning');
  }

  exchange(element, row) {
    const { exchange } = row;
    const { facts } = this.recording;
    const phase = exchange.kind === 'P' || exchange.kind === 'F' ? 'Q' : exchange.kind;
    this.chevron(element, row);
    const chip = this.cell(element, 'chip', exchange.kind, facts.kinds[exchange.kind]);
    chip.dataset.phase = phase;
    const several = !this.view.conn && this.recording.connections.length > 1;
    this.cell(element, 'number', `${several ? `c${exchange.conn} ` : ''}${exchange.number}`,
      `connection ${exchange.conn}, exchange ${exchange.number}`);
    this.time(element, exchange.start);
    this.bar(element, exchange);
    const text = this.cell(element, 'text', headline(this.recording, exchange));
    text.classList.toggle('sql', exchange.sql !== '');
    this.outcome(element, exchange);
    element.classList.toggle('failed', exchange.errors > 0);
  }

  bar(element, exchange) {
    const nanos = exchange.end - exchange.start;
    const timed = exchange.complete && exchange.count > 1;
    const cell = this.cell(element, 'rtt', timed ? duration(nanos) : '');
    const share = Math.log1p(nanos / 1e4) / Math.log1p(this.slowest / 1e4);
    cell.style.setProperty('--share', timed ? `${Math.round(share * 100)}%` : '0');
  }

  outcome(element, exchange) {
    const outcome = this.cell(element, 'outcome', '');
    if (exchange.errors) {
      outcome.append(h('span', 'badge', errorText(this.recording, exchange)));
    }
    const fitting = this.view.fits ? this.view.fitting(exchange) : 0;
    if (fitting) {
      outcome.append(h('span', 'fitting', `${count(fitting)} ✓`));
    }
    const caller = this.recording.caller(exchange.caller);
    if (caller?.place) {
      const place = h('span', 'caller', caller.place);
      place.title = callerText(caller);
      outcome.append(place);
    }
    const kept = exchange.leftMessages ? exchange.count + exchange.leftMessages : exchange.count;
    const messages = plural(kept, 'message');
    const done = exchange.tag >= 0 && !exchange.errors ? summaryOf(this.recording, exchange.tag) : '';
    const text = done || (exchange.errors ? '' : messages);
    outcome.append(h('span', 'count', `${exchange.complete || exchange.kind === 'X' ? '' : 'open · '}${text}`));
    outcome.title = messages;
  }

  message(element, row) {
    const { m } = row;
    const { messages, facts } = this.recording;
    const failed = this.recording.isError(m);
    const letter = String.fromCharCode(messages.phase[m]);
    this.chevron(element, row);
    this.chip(element, failed ? 'E' : letter, failed ? 'error' : facts.phases[letter], failed);
    this.cell(element, 'number', messages.index[m], `message ${messages.index[m]} of connection ${row.exchange.conn}`);
    this.time(element, messages.time[m]);
    const delta = this.recording.delta(m);
    this.cell(element, 'delta', delta > 0 ? `+${duration(delta)}` : '');
    this.lane(element, m, letter);
    const text = this.cell(element, 'text', '');
    text.append(h('b', '', this.recording.shape(m).type), ' ', h('span', 'summary', summaryOf(this.recording, m)));
    this.cell(element, 'length', size(messages.length[m]));
    element.classList.toggle('failed', failed);
    this.markFit(element, m, 1);
  }

  run(element, row) {
    const { m } = row;
    const { messages, facts } = this.recording;
    const letter = String.fromCharCode(messages.phase[m]);
    let bytes = 0;
    for (let i = m; i < m + row.count; i++) {
      bytes += messages.length[i];
    }
    this.chevron(element, row);
    this.chip(element, letter, facts.phases[letter], false);
    this.cell(element, 'number', messages.index[m]);
    this.time(element, messages.time[m]);
    const took = this.recording.delta(m) + messages.time[m + row.count - 1] - messages.time[m];
    this.cell(element, 'delta', took > 0 ? `+${duration(took)}` : '');
    this.lane(element, m, letter);
    const text = this.cell(element, 'text', '');
    text.append(h('b', '', `${this.recording.shape(m).type} × ${count(row.count)}`), ' ');
    text.append(h('span', 'summary', summaryOf(this.recording, m)));
    this.cell(element, 'length', size(bytes));
    this.markFit(element, m, row.count);
  }

  markFit(element, m, length) {
    const { fits } = this.view;
    if (fits) {
      const fitting = fits.subarray(m, m + length).includes(1);
      element.classList.add(fitting ? 'fits' : 'misfit');
    }
  }

  lane(element, m, letter) {
    const backend = this.recording.isBackend(m);
    const lane = this.cell(element, `lane ${backend ? 'left' : 'right'}`, backend ? '◂' : '▸',
      backend ? 'server to client' : 'client to server');
    lane.dataset.phase = this.recording.isError(m) ? 'E' : letter;
  }

  left(element, row) {
    element.append(h('span', 'chevron'));
    this.cell(element, 'text', `⋯ ${leftOutText(row.left)}`);
  }
}

/** Returns who sent something, for people; empty when nobody knows. */
export function callerText(caller) {
  return caller ? [caller.frame && `by ${caller.frame}`, caller.thread && `in thread ${caller.thread}`].filter(Boolean).join(' ') : '';
}

/** Returns what an exchange is about, in a line. */
export function headline(recording, exchange) {
  const { facts } = recording;
  if (exchange.sql) {
    const times = exchange.executions > 1 ? ` × ${count(exchange.executions)}` : '';
    const more = exchange.sqls > 1 ? ` … and ${count(exchange.sqls - 1)} more` : times;
    return exchange.sql.slice(0, 300).replace(/\s+/g, ' ') + more;
  }
  const connection = recording.connections.find(candidate => candidate.id === exchange.conn);
  const first = exchange.count ? `${recording.shape(exchange.first).type} ${summaryOf(recording, exchange.first)}` : '';
  switch (exchange.kind) {
    case 'S': return connection?.user && `startup ${connection.user}@${connection.database ?? connection.user}` || `startup: ${first}`;
    case 'T': return ['encrypted session', connection?.tls, connection?.cipherSuite].filter(Boolean).join(' ');
    default: return first;
  }
}

function errorText(recording, exchange) {
  for (let m = exchange.first; m < exchange.first + exchange.count; m++) {
    if (recording.isError(m)) {
      const bytes = bytesOf(recording, m);
      const state = fieldsOf(recording, m).find(field => field.kind === 'q');
      return state ? shownValue(recording, bytes, state) : recording.shape(m).type;
    }
  }
  return '';
}
