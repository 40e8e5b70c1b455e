// What is not about recordings: copying, short messages, printing, help.
import { h } from './page-list.js';
import { KEYS } from './page-keys.js';
import { traceOf } from './page-values.js';

const SHOWN_FOR = 2500;
const PRINTED = 5000;

/** Shows a short message for a while. */
export function toast(text) {
  const element = document.querySelector('.toast');
  element.textContent = text;
  element.classList.add('shown');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => element.classList.remove('shown'), SHOWN_FOR);
}

/** Copies a text, and says so. */
export async function copy(text, what, focus) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`copied: ${what}`);
  } catch {
    copyByHand(text, what);
    focus();
  }
}

/** Browsers let some pages not write to the clipboard; what is selected can be copied all the same. */
function copyByHand(text, what) {
  const area = h('textarea', 'by-hand');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  toast(copied ? `copied: ${what}` : text);
}

/** Changes from light to dark, or back. */
export function changeTheme() {
  const root = document.documentElement;
  const dark = root.style.colorScheme === 'dark'
    || (root.style.colorScheme === '' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.style.colorScheme = dark ? 'light' : 'dark';
}

/** Puts what is to be printed into the page: the trace of what a filter has left, up to a number of lines. */
export function print(page) {
  const { recording, view } = page;
  const { messages } = recording;
  const lines = [];
  for (let m = 0; m < messages.count && lines.length < PRINTED; m++) {
    if (page.visible(m) && (!view.fits || view.fits[m])) {
      lines.push(`${messages.exchange[m].conn}\t${messages.index[m]}\t${traceOf(recording, m)}`);
    }
  }
  document.querySelector('.print').textContent = lines.join('\n') + (lines.length === PRINTED ? '\n…' : '');
}

/** Fills in the help. */
export function describe(facts) {
  const keys = document.querySelector('.help dl');
  for (const [name, what] of KEYS.filter(([name]) => name)) {
    keys.append(h('dt', '', name), h('dd', '', what));
  }
  const letters = new Map([...Object.entries(facts.phases), ['P', 'extended query'], ['F', 'function call'], ['E', 'error'], ['O', 'unasked for']]);
  for (const [letter, meaning] of letters) {
    const chip = h('span', 'chip', letter);
    chip.dataset.phase = letter === 'P' || letter === 'F' ? 'Q' : letter;
    const item = h('span', 'item');
    item.append(chip, ` ${meaning}`);
    document.querySelector('.legend').append(item);
  }
}

/** Where a browser cannot unpack the data, what it shows without scripts is shown. */
export function fallBack(reason) {
  const text = new DOMParser().parseFromString(document.querySelector('noscript').textContent, 'text/html').body;
  const section = h('section', 'fallback');
  section.append(h('p', '', reason), h('pre', '', text.querySelector('pre')?.textContent ?? ''));
  document.body.append(section);
}
