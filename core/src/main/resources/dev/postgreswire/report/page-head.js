// The head of the page: what was recorded, what went wrong, the connections.
import { h, count, duration, plural, size, leftOutText } from './page-list.js';

const ENDINGS = {
  OPEN: 'still open', TERMINATED: 'terminated by the client', CLOSED_BY_CLIENT: 'closed by the client without Terminate',
  CLOSED_BY_SERVER: 'closed by the server', RESET_BY_CLIENT: 'reset by the client', RESET_BY_SERVER: 'reset by the server',
  SERVER_UNREACHABLE: 'the server could not be reached', RECORDER_CLOSED: 'open when the recorder was closed',
};

function decryption({ decrypted, undecryptable }) {
  return decrypted ? 'decrypted' : `not decrypted${undecryptable ? `: ${undecryptable}` : ''}`;
}

/** Returns what is known of a connection, name by name. */
export function factsOf(connection) {
  const tls = [connection.tls, connection.cipherSuite, connection.serverName && `SNI ${connection.serverName}`,
    connection.alpn && `ALPN ${connection.alpn}`, connection.tls && decryption(connection)].filter(Boolean).join(', ');
  return [
    ['server', connection.server], ['client', connection.client], ['opened by', connection.openedBy],
    ['thread', connection.thread], ['caller', connection.caller], ['user', connection.user], ['database', connection.database],
    ['application', connection.application_name], ['server version', connection.server_version],
    ['authentication', connection.authentication], ['TLS', tls], ['beginning', connection.partial ? 'not seen' : ''],
    ['ending', ENDINGS[connection.ending ?? 'OPEN'] + (connection.detail ? `: ${connection.detail}` : '')],
    ['bytes', `${size(connection.sent)} sent, ${size(connection.received)} received`],
  ].filter(([, value]) => value);
}

function tabText(connection) {
  const parts = [`c${connection.id}`, connection.application_name || connection.user,
    connection.tls, connection.authentication && connection.authentication.replace('-SHA-256', ''),
    connection.partial && 'partial'];
  return parts.filter(Boolean).join(' ');
}

export class Head {
  constructor(root, recording, onTab, onJump) {
    this.recording = recording;
    this.tabs = root.querySelector('[data-part=tabs]');
    this.about = root.querySelector('[data-part=about]');
    this.facts(root);
    this.failure(root, onJump);
    this.leftOut(root);
    this.missed(root);
    this.addTabs(onTab);
  }

  facts(root) {
    const { facts, connections, messages, errors, duration: nanos } = this.recording;
    const began = facts.messages || connections.length ? new Date(facts.began).toISOString().replace('T', ' ').slice(0, 19) + 'Z' : '';
    const versions = new Set(connections.map(connection => connection.server_version).filter(Boolean));
    const line = [
      versions.size ? `PostgreSQL ${[...versions].map(version => version.split(' ')[0]).join(', ')}` : '',
      plural(connections.length, 'connection'), plural(this.recording.exchanges.filter(e => !e.left).length, 'exchange'),
      plural(messages.count, 'message'), duration(nanos), began,
    ].filter(Boolean);
    const part = root.querySelector('[data-part=counts]');
    part.replaceChildren(...line.map(fact => h('span', '', fact)));
    if (errors) {
      const button = h('button', 'errors', plural(errors, 'error'));
      button.type = 'button';
      button.dataset.action = 'error';
      button.title = 'next error (e)';
      part.prepend(button);
    }
  }

  failure(root, onJump) {
    const { headline, failure, jump } = this.recording.facts;
    const part = root.querySelector('[data-part=failure]');
    part.hidden = !headline;
    part.querySelector('summary span').textContent = headline;
    part.querySelector('pre').textContent = failure;
    part.classList.toggle('bare', !failure);
    const button = part.querySelector('button');
    button.hidden = !jump;
    if (jump) {
      button.textContent = `jump to ${jump.c === 1 ? '' : `c${jump.c} `}#${jump.m}`;
      button.addEventListener('click', event => {
        event.preventDefault();
        onJump(jump.c, jump.m);
      });
    }
  }

  leftOut(root) {
    const { leftOut } = this.recording.facts;
    const part = root.querySelector('[data-part=left-out]');
    part.hidden = leftOut.messages === 0;
    part.textContent = `Not everything is here: ${leftOutText(leftOut)}, for it has a limit. ` +
      'The first exchanges, the last ones, and those with errors are.';
  }

  missed(root) {
    const missed = Object.entries(this.recording.facts.missed);
    const part = root.querySelector('[data-part=missed]');
    part.hidden = missed.length === 0;
    part.replaceChildren(...missed.map(([text, times]) => h('li', '', `not recorded: ${text}${times > 1 ? ` (${times} times)` : ''}`)));
  }

  addTabs(onTab) {
    const { connections } = this.recording;
    const tabs = [{ id: 0 }, ...connections];
    this.tabs.replaceChildren(...tabs.slice(0, 100).map(connection => {
      const tab = h('button', 'tab', connection.id ? tabText(connection) : 'all');
      tab.type = 'button';
      tab.setAttribute('role', 'tab');
      tab.dataset.conn = connection.id;
      tab.addEventListener('click', () => onTab(connection.id));
      return tab;
    }));
    if (connections.length > 99) {
      this.tabs.append(h('span', 'more', `and ${count(connections.length - 99)} more (filter: conn == 100)`));
    }
  }

  /** Shows which tab is chosen, and what is known of its connection. */
  choose(conn) {
    for (const tab of this.tabs.querySelectorAll('[role=tab]')) {
      const chosen = Number(tab.dataset.conn) === conn;
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    const { connections } = this.recording;
    const connection = connections.find(candidate => candidate.id === conn) ?? (connections.length === 1 ? connections[0] : null);
    this.about.hidden = !connection;
    this.about.replaceChildren();
    if (connection) {
      for (const [name, value] of factsOf(connection)) {
        const fact = h('span', 'fact');
        fact.append(h('i', '', name), ' ', value);
        this.about.append(fact);
      }
      this.about.append(...connection.notes.slice(0, 20).map(note => h('span', 'note', note)));
    }
  }
}
