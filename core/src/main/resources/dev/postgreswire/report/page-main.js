// Brings the parts together: what is selected, the address that says so, and what keys and buttons do.
import { Recording, inflate } from './page-data.js';
import { View } from './page-rows.js';
import { Search, nextWhere } from './page-search.js';
import { VirtualRows, RowPainter, ROW_HEIGHT, count } from './page-list.js';
import { Detail } from './page-detail.js';
import { Strip } from './page-strip.js';
import { Head } from './page-head.js';
import { addressOf, restore, writeSoon } from './page-address.js';
import { changeTheme, copy, describe, fallBack, print, toast } from './page-aids.js';
import { listenToKeys } from './page-keys.js';

const $ = selector => document.querySelector(selector);

class Page {
  constructor(recording) {
    this.recording = recording;
    this.view = new View(recording);
    this.search = new Search(recording, recording.facts.filterFields);
    this.row = 0;
    this.field = '';
    this.grid = $('.rows');
    this.painter = new RowPainter(recording, this.view, () => this.row);
    this.head = new Head(document, recording, conn => this.chooseTab(conn), (conn, index) => this.jump(conn, index));
    this.detail = new Detail($('.detail'), recording, name => this.fieldSelected(name), m => this.goTo(m));
    $('main').hidden = false;
    this.list = new VirtualRows(this.grid, ROW_HEIGHT, i => this.painter.draw(i));
    this.strip = new Strip($('canvas'), recording, this.view, m => m >= 0 && this.goTo(m));
    this.listen();
    listenToKeys(this.actions());
  }

  listen() {
    this.grid.addEventListener('click', event => this.click(event));
    this.grid.addEventListener('mouseover', event => this.hover(event));
    this.grid.addEventListener('mouseleave', () => this.strip.mark(this.current()?.m ?? -1, -1));
    $('.filter').addEventListener('submit', event => event.preventDefault());
    $('#filter').addEventListener('input', () => this.typed());
    $('#filter').addEventListener('keydown', event => this.filterKey(event));
    window.addEventListener('resize', () => this.list.show(this.row));
    window.addEventListener('hashchange', () => this.restore());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.strip.draw());
    window.addEventListener('beforeprint', () => print(this));
    document.addEventListener('click', event => this.button(event));
  }

  button(event) {
    const button = event.target.closest('[data-action], [data-copy]');
    if (button?.dataset.action) {
      this.actions()[button.dataset.action]();
    } else if (button) {
      const what = button.dataset.copy;
      copy(what === 'link' ? this.link() : this.detail.textFor(what), button.textContent.replace(/^copy (as )?/, ''), () => button.focus());
    }
  }

  /** Shows the rows anew, after what is in them has changed. */
  refresh() {
    const { length } = this.view.rows;
    this.row = Math.max(0, Math.min(this.row, length - 1));
    this.grid.setAttribute('aria-rowcount', length + 1);
    this.list.setLength(length);
  }

  current() {
    return this.view.rows[this.row];
  }

  /** Selects a row: shows it, what is in it, and its address. */
  select(index, { centred = false, keepField = false } = {}) {
    this.row = Math.max(0, Math.min(index, this.view.rows.length - 1));
    this.field = keepField ? this.field : '';
    this.list.show(this.row, centred);
    this.showDetail();
    this.strip.mark(this.current()?.m ?? -1, -1);
    this.writeAddress();
  }

  showDetail() {
    const row = this.current();
    if (!row) {
      this.detail.showNothing(this.recording.messages.count ? 'Nothing fits the filter.' : 'No message was recorded.');
    } else if (row.kind === 'left') {
      this.detail.showNothing('What was here is not in this page: there was more than it has room for.');
    } else if (row.kind === 'exchange') {
      this.detail.showExchange(row.exchange);
    } else {
      this.detail.showMessage(row.m, this.field);
    }
  }

  /** Selects a message, unfolding what hides it. */
  goTo(m, field = '') {
    const row = this.view.reveal(m);
    if (row < 0) {
      toast('The filter or the tab hides this message.');
      return false;
    }
    this.refresh();
    this.field = field;
    this.select(row, { centred: true, keepField: true });
    return true;
  }

  jump(conn, index, field = '') {
    const m = this.recording.find(conn, index);
    if (m < 0) {
      toast(`There is no message #${index} of connection ${conn}.`);
      return;
    }
    if (this.recording.messages.index[m] !== index) {
      toast(`#${index} is not in this page; this is the nearest before it.`);
    }
    if (!this.visible(m)) {
      this.setFilter('');
      this.chooseTab(0);
    }
    this.goTo(m, field);
  }

  showExchange(conn, number) {
    const index = this.view.rows.findIndex(row => row.exchange?.conn === conn && row.exchange.number === number);
    this.select(Math.max(0, index), { centred: true });
  }

  visible(m) {
    const exchange = this.recording.messages.exchange[m];
    const tab = !this.view.conn || exchange.conn === this.view.conn;
    return tab && (!this.view.fits || !this.view.hides || this.view.fitting(exchange) > 0);
  }

  click(event) {
    const element = event.target.closest('.row');
    if (!element) {
      return;
    }
    const index = Number(element.dataset.row);
    const row = this.view.rows[index];
    if (this.view.isFoldable(row) && (event.target.matches('.chevron') || index === this.row)) {
      this.view.fold(row, !this.view.isUnfolded(row));
      this.refresh();
    }
    this.select(index);
    this.list.focusCurrent();
  }

  hover(event) {
    const row = this.view.rows[event.target.closest('.row')?.dataset.row];
    this.strip.mark(this.current()?.m ?? -1, row?.m ?? -1);
  }

  chooseTab(conn) {
    const known = conn === 0 || this.recording.connections.some(connection => connection.id === conn);
    if (!known) {
      return;
    }
    const m = this.current()?.m;
    this.view.conn = conn;
    this.view.build();
    this.head.choose(conn);
    this.strip.forget();
    this.refresh();
    const row = m === undefined ? -1 : this.view.rowOf(m);
    this.select(Math.max(0, row), { centred: true });
  }

  typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.applyFilter($('#filter').value), 120);
  }

  filterKey(event) {
    if (event.key === 'Enter') {
      clearTimeout(this.typing);
      this.applyFilter($('#filter').value);
      if (!this.search.error) {
        this.list.focusCurrent();
        if (!this.view.hides) {
          this.fit(event.shiftKey ? -1 : 1);
        }
      }
    }
  }

  setFilter(text) {
    $('#filter').value = text;
    return this.applyFilter(text);
  }

  setMode(hides) {
    this.view.hides = hides;
    $('[data-part=mode]').textContent = hides ? 'Filter' : 'Find';
  }

  applyFilter(text) {
    const m = this.current()?.m;
    const applied = this.search.apply(text);
    this.showFilter(text);
    if (applied) {
      this.view.fits = this.search.fits;
      this.view.build();
      this.refresh();
      const row = m === undefined ? 0 : this.view.rowOf(m);
      this.select(Math.max(0, row), { centred: true, keepField: true });
    }
    return applied;
  }

  showFilter(text) {
    const { error, fits } = this.search;
    const box = $('.filter-error');
    $('.filter').classList.toggle('wrong', error !== null);
    box.hidden = error === null;
    $('#filter').setAttribute('aria-invalid', error !== null);
    if (error) {
      box.textContent = `${text}\n${' '.repeat(error.position)}^ ${error.message}\nWhat is shown is what “${this.search.text}” has left.`;
    } else {
      box.textContent = '';
      const total = this.recording.messages.count;
      $('[data-part=found]').textContent = fits ? `${count(this.search.count)} of ${count(total)} messages` : `${count(total)} messages`;
    }
  }

  /** Goes to the next message that passes a test. */
  next(step, test, nothing) {
    const row = this.current();
    if (row) {
      const position = row.exchange?.position ?? row.left.position;
      const from = row.kind === 'exchange' ? row.m - 1 : row.m;
      const m = nextWhere(this.view, position, step > 0 ? from : row.m, step, test);
      if (m >= 0) {
        this.goTo(m);
        return;
      }
    }
    toast(nothing);
  }

  fit(step) {
    this.next(step, m => this.search.fits?.[m] === 1, 'Nothing fits: / filters, Ctrl-F finds.');
  }

  exchangeBeyond(step) {
    let i = this.row + step;
    while (this.view.rows[i] && this.view.rows[i].kind !== 'exchange') {
      i += step;
    }
    if (this.view.rows[i]) {
      this.select(i);
    }
  }

  unfold(open) {
    const row = this.current();
    if (!row) {
      return;
    }
    if (this.view.isFoldable(row) && this.view.isUnfolded(row) !== open) {
      this.view.fold(row, open);
      this.refresh();
      this.select(this.row);
    } else {
      this.select(open ? this.row + (this.view.isFoldable(row) ? 1 : 0) : this.view.parentOf(this.row));
    }
  }

  /** Goes from a message to the first one of the other side after it, in the same exchange. */
  reply() {
    const row = this.current();
    if (row?.exchange) {
      const asked = this.recording.isBackend(row.m);
      const end = row.exchange.first + row.exchange.count;
      for (let m = row.m + 1; m < end; m++) {
        if (this.recording.isBackend(m) !== asked) {
          this.goTo(m);
          return;
        }
      }
    }
    toast('There is no reply.');
  }

  actions() {
    const move = by => this.select(this.row + by);
    const failed = m => this.recording.isError(m);
    return {
      down: () => move(1),
      up: () => move(-1),
      pageDown: () => move(this.list.pageSize()),
      pageUp: () => move(-this.list.pageSize()),
      first: () => this.select(0),
      last: () => this.select(this.view.rows.length - 1),
      unfold: () => this.unfold(true),
      fold: () => this.unfold(false),
      unfoldAll: () => this.foldAll(true),
      foldAll: () => this.foldAll(false),
      nextExchange: () => this.exchangeBeyond(1),
      previousExchange: () => this.exchangeBeyond(-1),
      error: () => this.next(1, failed, 'There is no error.'),
      previousError: () => this.next(-1, failed, 'There is no error.'),
      nextFit: () => this.fit(1),
      previousFit: () => this.fit(-1),
      reply: () => this.reply(),
      tab: conn => this.chooseTab(conn),
      filter: () => this.focusFilter(true),
      find: () => this.focusFilter(false),
      link: () => copy(this.link(), 'link', () => this.list.focusCurrent()),
      theme: () => {
        changeTheme();
        this.strip.draw();
      },
      help: () => $('.help').showModal(),
      escape: () => this.escape(),
    };
  }

  foldAll(open) {
    const m = this.current()?.m;
    this.view.unfoldAll(open);
    this.refresh();
    this.select(m === undefined ? 0 : Math.max(0, this.view.rowOf(m)), { centred: true });
  }

  focusFilter(hides) {
    if (this.view.hides !== hides) {
      this.setMode(hides);
      this.applyFilter($('#filter').value);
    }
    $('#filter').focus();
    $('#filter').select();
  }

  escape() {
    if ($('.help').open) {
      $('.help').close();
    } else if (document.activeElement === $('#filter') || !this.search.fits) {
      this.list.focusCurrent();
    } else {
      this.setFilter('');
    }
  }

  fieldSelected(name) {
    this.field = name;
    this.writeAddress();
  }

  /** Says in the address what is shown, when it has been for a moment: browsers count how often that is done. */
  writeAddress() {
    this.address = addressOf(this);
    clearTimeout(this.writing);
    this.writing = writeSoon(() => this.address);
  }

  link() {
    return location.href.replace(/#.*/, '') + this.address;
  }

  /** Shows what the address says. */
  restore() {
    clearTimeout(this.writing);
    if (location.hash !== this.address) {
      restore(this, location.hash);
    }
  }

  /** Shows what the address says, or else where it failed, or the beginning. */
  open() {
    const { jump } = this.recording.facts;
    this.address = null;
    this.head.choose(0);
    this.showFilter('');
    this.refresh();
    if (location.hash.length > 1) {
      this.restore();
    } else if (jump) {
      this.jump(jump.c, jump.m);
    } else {
      this.select(0);
    }
  }
}

async function start() {
  if (typeof DecompressionStream === 'undefined') {
    fallBack('This browser cannot unpack the recording (DecompressionStream is missing). The first lines of the trace:');
    return;
  }
  const [facts, bytes] = await Promise.all([inflate($('#facts')), inflate($('#messages'))]);
  const recording = new Recording(JSON.parse(new TextDecoder().decode(facts)), bytes);
  describe(recording.facts);
  new Page(recording).open();
  // Drawn, not only thought out.
  requestAnimationFrame(() => performance.mark('usable'));
  document.documentElement.dataset.ready = 'true';
}

start();
