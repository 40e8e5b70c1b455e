// The address of the page says what is shown: #c=2&m=17&f=query&q=… opens message 17 of connection 2.

const ADDRESS_AFTER = 150;

/** Returns what follows the URL: tab, connection, message or exchange, field, filter. */
export function addressOf(page) {
  const row = page.current();
  const conn = row?.exchange?.conn ?? page.view.conn;
  const values = [['tab', page.view.conn || '']];
  if (row && row.kind !== 'left') {
    const { index } = page.recording.messages;
    values.push(['c', conn === 1 ? '' : conn]);
    values.push(row.kind === 'exchange' ? ['x', row.exchange.number] : ['m', index[row.m]]);
  }
  values.push(['f', page.field], ['q', page.search.text], ['find', page.view.hides ? '' : '1']);
  const written = values.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return written.length ? `#${written.join('&')}` : '';
}

/** Shows what an address says. */
export function restore(page, hash) {
  const values = new URLSearchParams(hash.slice(1));
  const number = name => (values.has(name) ? Number(values.get(name)) : null);
  const conn = number('c') ?? 1;
  const row = values.has('m') || values.has('x');
  page.setMode(!values.has('find'));
  page.setFilter(values.get('q') ?? '');
  page.chooseTab(number('tab') ?? (row ? 0 : number('c') ?? 0));
  if (values.has('m')) {
    page.jump(conn, number('m'), values.get('f') ?? '');
  } else if (values.has('x')) {
    page.showExchange(conn, number('x'));
  }
}

/**
 * Makes the browser show an address when what it says has been shown for a moment, for browsers count how often that is
 * done. Returns the timer.
 */
export function writeSoon(address) {
  const before = location.hash;
  return setTimeout(() => {
    // Unless somebody has just typed another: the browser tells of it next.
    if (location.hash === before) {
      history.replaceState(null, '', address() || '#');
    }
  }, ADDRESS_AFTER);
}
