// Regular expressions: what Java and JavaScript have in common, as JavaScript writes it. Java's RegexReader reads the
// same.
import { FilterError } from './filter-tokens.js';

const TIMES = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;
const SIGN = /^[\\^$.|?*+()[\]{}/\-"'#,:;<>=!~&%@`_ ]$/;
const REPEATS = '*+?{';
const MOST_TIMES = 1000;
const DEEPEST_GROUP = 50;
const CLASSES = {
  d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\x0b\\f\\r',
};

/** What \S and \W are in a set, where nothing can be negated by itself. */
const NOT_SPACE = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}';
const NOT_WORD = '\\0-/:-@[-^`{-\\u{10ffff}';

/** Reads a pattern that stands at a position of an expression; read() returns it for new RegExp(…, 'isu'). */
export class RegexReader {
  constructor(text, position) {
    this.text = text;
    this.position = position;
    this.at = 0;
    this.depth = 0;
    this.out = '';
  }

  read() {
    this.alternatives();
    if (this.at < this.text.length) {
      throw this.wrong(') closes nothing: write \\)');
    }
    return this.out;
  }

  get first() {
    return this.text[this.at] ?? '';
  }

  alternatives() {
    let endless = false;
    while (this.at < this.text.length && this.first !== ')') {
      if (this.first === '|') {
        this.put('|');
      } else {
        endless = this.repeated() || endless;
      }
    }
    return endless;
  }

  repeats() {
    return this.first !== '' && REPEATS.includes(this.first);
  }

  repeated() {
    const anchor = this.first === '^' || this.first === '$' || /^\\[bB]/.test(this.text.slice(this.at, this.at + 2));
    const inner = this.atom();
    let outer = false;
    if (this.repeats()) {
      if (anchor) {
        throw this.wrong('nothing to repeat here');
      }
      outer = this.repetition();
      if (outer && inner) {
        throw this.wrong('a repetition within a repetition can take forever');
      }
      if (this.repeats()) {
        throw this.wrong('a repetition is repeated: put it in (?: )');
      }
    }
    return inner || outer;
  }

  atom() {
    switch (this.first) {
      case '(': return this.group();
      case '[': this.set(); break;
      case '\\': this.escape(false); break;
      case '$': case '^': case '.': this.put(this.first); break;
      case '*': case '+': case '?': case '{': throw this.wrong(`nothing to repeat here: write \\${this.first}`);
      case ']': case '}': this.put('\\' + this.first); break;
      default: this.literal();
    }
    return false;
  }

  put(translated) {
    this.out += translated;
    this.at++;
  }

  literal() {
    const character = String.fromCodePoint(this.text.codePointAt(this.at));
    this.out += character === '/' ? '\\/' : character;
    this.at += character.length;
  }

  group() {
    this.at += this.text.startsWith('(?:', this.at) ? 3 : 1;
    if (this.first === '?') {
      throw this.wrong('only (?: is known of what begins with (?');
    }
    if (++this.depth > DEEPEST_GROUP) {
      throw this.wrong(`more than ${DEEPEST_GROUP} parentheses within each other`);
    }
    this.out += '(?:';
    const endless = this.alternatives();
    if (this.at === this.text.length) {
      throw this.wrong('a ( is not closed: write ) or \\(');
    }
    this.depth--;
    this.put(')');
    return endless;
  }

  repetition() {
    const sign = this.first;
    let endless = sign === '*' || sign === '+';
    if (sign === '{') {
      TIMES.lastIndex = this.at;
      const times = TIMES.exec(this.text);
      if (!times) {
        throw this.wrong('write {n}, {n,}, {n,m} or \\{');
      }
      endless = times[2] !== undefined && times[3] === undefined;
      const from = Number(times[1]);
      const to = times[3] === undefined ? from : Number(times[3]);
      if (from > to || to > MOST_TIMES) {
        throw this.wrong(`write {n,m} with n at most m and m at most ${MOST_TIMES}`);
      }
      this.out += times[0];
      this.at += times[0].length;
    } else {
      this.put(sign);
    }
    if (this.first === '?') {
      this.put('?');
    }
    return endless;
  }

  set() {
    this.put('[');
    if (this.first === '^') {
      this.put('^');
    }
    const start = this.at;
    while (this.at < this.text.length && this.first !== ']') {
      const from = this.member();
      const next = this.text[this.at + 1];
      if (this.first === '-' && next !== undefined && next !== ']') {
        this.put('-');
        if (from < 0 || this.member() < from) {
          throw this.wrong('a range goes from a smaller character to a larger one');
        }
      }
    }
    if (this.at === this.text.length) {
      throw this.wrong('a [ is not closed: write ] or \\[');
    }
    if (this.at === start) {
      throw this.wrong('a [ ] is empty');
    }
    this.put(']');
  }

  member() {
    if (this.first === '\\') {
      return this.escape(true);
    }
    const code = this.text.codePointAt(this.at);
    const character = String.fromCodePoint(code);
    this.at += character.length;
    this.out += /[\\^$.|?*+()[\]{}/-]/.test(character) ? '\\' + character : character;
    return code;
  }

  escape(inSet) {
    const escaped = this.text[this.at + 1];
    if (escaped === undefined) {
      throw this.wrong('a backslash at the end: write \\\\');
    }
    this.at += 2;
    const members = CLASSES[escaped.toLowerCase()];
    if (members !== undefined) {
      this.out += this.classOf(escaped, members, inSet);
      return -1;
    }
    const control = { n: 10, r: 13, t: 9 }[escaped];
    if (control !== undefined) {
      this.out += '\\' + escaped;
      return control;
    }
    if (!inSet && (escaped === 'b' || escaped === 'B')) {
      this.boundary(escaped === 'b');
    } else if (SIGN.test(escaped)) {
      this.out += /[\\^$.|?*+()[\]{}/-]/.test(escaped) && (inSet || escaped !== '-') ? '\\' + escaped : escaped;
    } else {
      throw this.wrong(`\\${escaped} is not known`);
    }
    return escaped.codePointAt(0);
  }

  /** JavaScript's own \s and, with the flags i and u, \w go by Unicode. */
  classOf(escaped, members, inSet) {
    const negated = escaped !== escaped.toLowerCase();
    if (!inSet) {
      return `[${negated ? '^' : ''}${members}]`;
    }
    return negated ? { D: '\\D', W: NOT_WORD, S: NOT_SPACE }[escaped] : members;
  }

  boundary(wanted) {
    const before = '(?<=[A-Za-z0-9_])';
    const after = '(?=[A-Za-z0-9_])';
    const notBefore = '(?<![A-Za-z0-9_])';
    const notAfter = '(?![A-Za-z0-9_])';
    this.out += wanted
      ? `(?:${before}${notAfter}|${notBefore}${after})`
      : `(?:${before}${after}|${notBefore}${notAfter})`;
  }

  wrong(reason) {
    return new FilterError(this.position, `the pattern is wrong at character ${this.at + 1}: ${reason}`);
  }
}
