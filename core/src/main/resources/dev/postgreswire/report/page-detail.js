// The pane beside the list: the fields of a message and its bytes, each of which shows where the other is.
import { bytesOf, fieldsOf, plainValue, shownValue, traceOf, hexOf, remarkOf, summaryOf, MINOR, SUMMARY, SECRET, GROUPED } from './page-values.js';
import { VirtualRows, h, callerText, count, duration, plural, headline, leftOutText } from './page-list.js';

const FIELD_HEIGHT = 22;
const HEX_HEIGHT = 20;
const PER_LINE = 16;
const OUTLINE = 60;
const SENTENCES = ['message', 'detail', 'hint', 'where'];
const LONGEST_VALUE = 100_000;
const MANUAL = 'https://www.postgresql.org/docs/current/errcodes-appendix.html';

/** Puts fields beneath the groups that their names tell: columns[0].name beneath columns[0]. */
export function treeOf(fields) {
  const rows = [];
  let group = null;
  fields.forEach((field, index) => {
    const dot = field.flags & GROUPED ? field.name.lastIndexOf('].') + 1 : 0;
    const name = field.name.slice(0, dot);
    if (dot && group?.name !== name) {
      group = { name, fields: [], open: true, level: 1 };
      rows.push(group);
    }
    group = dot ? group : null;
    group?.fields.push(index);
    rows.push({ field, index, level: dot ? 2 : 1, label: dot ? field.name.slice(dot + 1) : field.label, group });
  });
  return rows;
}

/** Shows one message. */
export class Detail {
  constructor(root, recording, onField, onMessage) {
    this.recording = recording;
    this.onField = onField;
    this.onMessage = onMessage;
    this.parts = Object.fromEntries(['title', 'facts', 'remark', 'fields', 'value', 'hex', 'actions', 'overview']
      .map(name => [name, root.querySelector(`[data-part=${name}]`)]));
    this.root = root;
    this.tree = [];
    this.selected = -1;
    this.hovered = -1;
    this.fieldRows = new VirtualRows(this.parts.fields, FIELD_HEIGHT, i => this.drawField(i));
    this.hexRows = new VirtualRows(this.parts.hex, HEX_HEIGHT, i => this.drawHex(i));
    this.listen();
  }

  listen() {
    const { fields, hex } = this.parts;
    this.parts.overview.addEventListener('click', event => {
      const item = event.target.closest('[data-message]');
      if (item) {
        this.onMessage(Number(item.dataset.message));
      }
    });
    fields.addEventListener('click', event => this.clickField(event));
    fields.addEventListener('mouseover', event => this.hover(this.fieldAt(event)));
    fields.addEventListener('mouseleave', () => this.hover(-1));
    fields.addEventListener('keydown', event => this.key(event));
    hex.addEventListener('mousemove', event => this.hover(this.fieldOfByte(this.byteAt(event))));
    hex.addEventListener('mouseleave', () => this.hover(-1));
    hex.addEventListener('click', event => this.select(this.fieldOfByte(this.byteAt(event)), true));
  }

  /** Shows a message. {@code name} is the field to select, if any. */
  showMessage(m, name = '') {
    const { recording } = this;
    this.m = m;
    this.root.dataset.shows = 'message';
    this.bytes = bytesOf(recording, m);
    this.fields = fieldsOf(recording, m);
    this.tree = treeOf(this.fields);
    this.selected = this.fields.findIndex(field => field.name === name);
    this.hovered = -1;
    this.head();
    const groups = this.tree.filter(row => row.fields);
    groups.forEach(group => {
      group.open = groups.length <= 8 || group.fields.includes(this.selected);
    });
    this.parts.fields.scrollTop = 0;
    this.parts.hex.scrollTop = 0;
    this.refresh();
    if (this.selected >= 0) {
      this.reveal();
    }
  }

  head() {
    const { recording, m } = this;
    const { messages, facts } = recording;
    const exchange = messages.exchange[m];
    const backend = recording.isBackend(m);
    const { title, remark } = this.parts;
    title.textContent = recording.shape(m).type;
    this.root.classList.toggle('failed', recording.isError(m));
    const statement = messages.sql[m] ? facts.sql[messages.sql[m] - 1] : '';
    this.showFacts([
      `#${messages.index[m]}`, `connection ${exchange.conn}`, backend ? 'server → client' : 'client → server',
      `length ${count(messages.length[m])}`, facts.phases[String.fromCharCode(messages.phase[m])],
      `at ${(messages.time[m] / 1e9).toFixed(6)} s`, callerText(recording.caller(messages.caller[m])),
    ].filter(Boolean));
    const cut = messages.size[m] - messages.kept[m];
    const said = remarkOf(recording, m) || (this.fields.length === 0 ? 'The fields of this message are not listed.' : '');
    remark.textContent = [said, cut > 0 ? `${plural(cut, 'byte')} more are not in this page.` : ''].filter(Boolean).join(' ');
    const bound = statement && !this.fields.some(field => field.name === 'query');
    this.parts.overview.replaceChildren(...this.problem(), ...(bound ? [h('pre', 'sql', statement)] : []));
  }

  /** Returns what an error or a notice says, in whole sentences. */
  problem() {
    const said = this.fields.filter(field => SENTENCES.includes(field.label) && field.name.endsWith('.value'));
    return said.map(field => {
      const line = h('p', `problem about-${field.label}`);
      const caption = field.label === 'message' ? '' : `${field.label}: `;
      line.append(h('i', '', caption), plainValue(this.bytes, field));
      return line;
    });
  }

  showFacts(facts) {
    this.parts.facts.replaceChildren(...facts.map(fact => h('span', '', fact)));
  }

  /** Shows what an exchange came to. */
  showExchange(exchange) {
    const { recording } = this;
    this.m = -1;
    this.root.dataset.shows = 'exchange';
    this.root.classList.toggle('failed', exchange.errors > 0);
    this.parts.title.textContent = `Exchange ${exchange.number}`;
    this.parts.remark.textContent = exchange.leftMessages
      ? leftOutText({ exchanges: 0, messages: exchange.leftMessages, bytes: exchange.leftBytes }) : '';
    this.showFacts([
      `connection ${exchange.conn}`, recording.facts.kinds[exchange.kind], plural(exchange.count, 'message'),
      exchange.complete ? duration(exchange.end - exchange.start) : 'not complete',
      `at ${(exchange.start / 1e9).toFixed(6)} s`, exchange.rows ? plural(exchange.rows, 'row') : '',
      callerText(recording.caller(exchange.caller)),
    ].filter(Boolean));
    this.parts.overview.replaceChildren(h('pre', 'sql', exchange.sql || headline(recording, exchange)), this.outline(exchange));
  }

  /** Lists the messages of an exchange, those of a kind that come after each other in a line. */
  outline(exchange) {
    const list = h('ol', 'outline');
    const { recording } = this;
    const end = exchange.first + exchange.count;
    for (let m = exchange.first; m < end && list.childElementCount < OUTLINE;) {
      const { type } = recording.shape(m);
      let next = m + 1;
      while (next < end && recording.shape(next).type === type && !recording.isError(m)) {
        next++;
      }
      const item = h('li', recording.isError(m) ? 'failed' : '');
      item.dataset.message = m;
      item.append(h('span', 'arrow', recording.isBackend(m) ? '←' : '→'), h('b', '', next - m > 1 ? `${type} × ${count(next - m)}` : type),
        ' ', h('span', 'summary', summaryOf(recording, m)));
      list.append(item);
      m = next;
    }
    return list;
  }

  showNothing(text) {
    this.m = -1;
    this.root.dataset.shows = 'nothing';
    this.root.classList.remove('failed');
    this.parts.title.textContent = '';
    this.parts.facts.replaceChildren();
    this.parts.remark.textContent = text;
    this.parts.overview.replaceChildren();
  }

  refresh() {
    this.visible = this.tree.filter(row => row.fields || !row.group || row.group.open);
    this.fieldRows.setLength(this.visible.length);
    this.hexRows.setLength(Math.ceil(this.bytes.length / PER_LINE));
    this.showValue();
  }

  drawField(i) {
    const row = this.visible[i];
    const element = h('div', 'field');
    element.setAttribute('role', 'treeitem');
    element.setAttribute('aria-level', row.level);
    element.dataset.row = i;
    const current = row.fields ? false : row.index === this.selected;
    element.tabIndex = current || (this.selected < 0 && i === 0) ? 0 : -1;
    element.setAttribute('aria-selected', current);
    if (row.fields) {
      element.setAttribute('aria-expanded', row.open);
      const values = row.fields.map(f => this.fields[f]).filter(f => f.flags & SUMMARY);
      element.append(h('span', 'name', `${row.open ? '▾' : '▸'} ${row.name}`),
        h('span', 'shown', row.open ? '' : values.map(f => shownValue(this.recording, this.bytes, f)).join(' ')));
      return element;
    }
    const { field } = row;
    element.classList.toggle('minor', (field.flags & MINOR) !== 0);
    element.classList.toggle('hovered', row.index === this.hovered);
    element.classList.toggle('secret', (field.flags & SECRET) !== 0);
    element.append(h('span', `name level${row.level}`, row.label),
      h('span', 'shown', shownValue(this.recording, this.bytes, field).slice(0, 300).replace(/\s+/g, ' ')),
      h('span', 'span', `${field.offset}…${field.offset + field.length}`));
    return element;
  }

  fieldAt(event) {
    const row = this.visible[event.target.closest('.field')?.dataset.row];
    return row?.field ? row.index : -1;
  }

  clickField(event) {
    const row = this.visible[event.target.closest('.field')?.dataset.row];
    if (row?.fields) {
      row.open = !row.open;
      this.refresh();
    } else if (row) {
      this.select(row.index, false);
    }
  }

  /** Selects a field, and shows where it is among the bytes. */
  select(index, fromHex) {
    if (index < 0) {
      return;
    }
    this.selected = index;
    this.reveal(fromHex);
    this.onField(this.fields[index].name);
  }

  reveal() {
    const row = this.tree.find(candidate => candidate.index === this.selected);
    if (row?.group) {
      row.group.open = true;
    }
    this.refresh();
    this.fieldRows.show(this.visible.indexOf(row));
    this.hexRows.show(Math.floor(this.fields[this.selected].offset / PER_LINE));
  }

  hover(index) {
    if (index !== this.hovered) {
      this.hovered = index;
      this.fieldRows.refresh();
      this.hexRows.refresh();
    }
  }

  showValue() {
    const field = this.fields[this.selected];
    const { value } = this.parts;
    value.replaceChildren();
    value.hidden = !field;
    if (field) {
      const text = shownValue(this.recording, this.bytes, field);
      value.append(h('span', 'caption', `${field.label} · ${field.name} · ${plural(field.length, 'byte')}`),
        h('pre', '', text.slice(0, LONGEST_VALUE) + (text.length > LONGEST_VALUE ? '…' : '')));
      if (field.kind === 'q') {
        const link = h('a', '', 'in the manual');
        link.href = MANUAL;
        link.rel = 'noreferrer';
        link.target = '_blank';
        value.firstChild.append(' · ', link);
      }
    }
  }

  /** Draws a line of bytes; runs of bytes that are highlighted alike are one element. */
  drawHex(i) {
    const line = h('div', 'hexline');
    const from = i * PER_LINE;
    const bytes = this.bytes.subarray(from, from + PER_LINE);
    line.append(h('span', 'at', from.toString(16).padStart(4, '0')));
    const hex = h('span', 'bytes');
    const ascii = h('span', 'ascii');
    for (let start = 0; start < bytes.length;) {
      const className = this.highlight(from + start);
      let end = start + 1;
      while (end < bytes.length && this.highlight(from + end) === className) {
        end++;
      }
      const part = [...bytes.subarray(start, end)];
      const digits = part.map((byte, k) => byte.toString(16).padStart(2, '0') + (start + k === 7 ? '  ' : ' ')).join('');
      hex.append(className ? h('mark', className, digits) : digits);
      const letters = part.map(byte => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
      ascii.append(className ? h('mark', className, letters) : letters);
      start = end;
    }
    line.append(hex, ascii);
    return line;
  }

  highlight(byte) {
    return this.covers(this.selected, byte) ? 'selected' : this.covers(this.hovered, byte) ? 'hovered' : '';
  }

  covers(index, byte) {
    const field = this.fields[index];
    return field && byte >= field.offset && byte < field.offset + field.length;
  }

  /** Returns the number of the byte beneath the pointer, -1 for none: all characters are of one width. */
  byteAt(event) {
    const line = event.target.closest('.hexline');
    const part = event.target.closest('.bytes, .ascii');
    if (!line || !part) {
      return -1;
    }
    const box = part.getBoundingClientRect();
    const perByte = part.className === 'bytes' ? 3 : 1;
    const characters = part.textContent.length;
    const character = Math.floor((event.clientX - box.left) / (box.width / characters));
    const column = perByte === 1 ? character : Math.floor((character - (character > 23 ? 1 : 0)) / 3);
    return Math.round(parseFloat(line.style.top) / HEX_HEIGHT) * PER_LINE + Math.min(PER_LINE - 1, column);
  }

  /** Returns the smallest field that a byte belongs to, -1 for none. */
  fieldOfByte(byte) {
    let found = -1;
    this.fields.forEach((field, i) => {
      if (byte >= 0 && this.covers(i, byte) && (found < 0 || field.length < this.fields[found].length)) {
        found = i;
      }
    });
    return found;
  }

  key(event) {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const at = this.visible.findIndex(row => row.index === this.selected);
    let next = at + step;
    while (this.visible[next]?.fields) {
      next += step;
    }
    if (this.visible[next]) {
      this.select(this.visible[next].index, false);
      this.fieldRows.focusCurrent();
    }
  }

  /** Returns what a button copies. */
  textFor(what) {
    switch (what) {
      case 'trace': return traceOf(this.recording, this.m);
      case 'hex': return hexOf(this.bytes);
      default: return `Bytes.ofHex("${hexOf(this.bytes)}")`;
    }
  }
}

