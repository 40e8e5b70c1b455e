// What the keys do.

/** Keys, what they do, and the name of the action. */
export const KEYS = [
  ['j ↓', 'next row', ['j', 'ArrowDown'], 'down'],
  ['k ↑', 'previous row', ['k', 'ArrowUp'], 'up'],
  ['→ Enter', 'unfold; into it', ['ArrowRight', 'Enter'], 'unfold'],
  ['←', 'fold; out of it', ['ArrowLeft'], 'fold'],
  ['] [', 'next, previous exchange', [']'], 'nextExchange'],
  ['', '', ['['], 'previousExchange'],
  ['e E', 'next, previous error', ['e'], 'error'],
  ['', '', ['E'], 'previousError'],
  ['t', 'to the reply', ['t'], 'reply'],
  ['g G', 'first, last row', ['g', 'Home'], 'first'],
  ['', '', ['G', 'End'], 'last'],
  ['PgUp PgDn', 'a page', ['PageDown'], 'pageDown'],
  ['', '', ['PageUp'], 'pageUp'],
  ['1 … 9', 'connection; 0 is all', [], 'tab'],
  ['/', 'filter: only what fits is left', ['/'], 'filter'],
  ['Ctrl-F', 'find: what fits is marked', [], 'find'],
  ['n N', 'next, previous that fits', ['n'], 'nextFit'],
  ['', '', ['N'], 'previousFit'],
  ['x X', 'unfold all, fold all', ['x'], 'unfoldAll'],
  ['', '', ['X'], 'foldAll'],
  ['y', 'copy a link to this row', ['y'], 'link'],
  ['d', 'dark or light', ['d'], 'theme'],
  ['?', 'these keys', ['?'], 'help'],
  ['Esc', 'back to the list', ['Escape'], 'escape'],
];

const ACTIONS = new Map(KEYS.flatMap(([, , keys, action]) => keys.map(key => [key, action])));

/** Calls the action of each key, save where somebody is typing. */
export function listenToKeys(actions) {
  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, textarea');
    if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
      event.preventDefault();
      actions.find();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) {
      return;
    }
    if (/^[0-9]$/.test(event.key)) {
      actions.tab(Number(event.key));
      return;
    }
    const onControl = event.target.matches('button, a, summary') && ['Enter', ' '].includes(event.key);
    const action = ACTIONS.get(event.key);
    if (action && !onControl) {
      event.preventDefault();
      actions[action]();
    }
  });
}
