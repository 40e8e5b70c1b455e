// The filter grammar for the page: text → a test of a message's values. The same as Java's package recording.filter,
// where it is described; filter-cases.tsv holds for both.
import { any, compare, ordered, presence, search } from './filter-compare.js';
import { findField, looksLikeField, nearestFields, readFields } from './filter-fields.js';
import { FilterError, isComparison, isOperator, shown, tokensOf } from './filter-tokens.js';

const LONGEST = 10000;
const DEEPEST = 100;

/**
 * Returns what tells whether a message fits: {matches(get), error: null | {position, message}}. Of an expression that
 * is no filter, nothing fits.
 *
 * get(source) returns an array of the values that a message has, numbers as numbers and everything else as text. The
 * sources are those of filter-fields.tsv: 'len', 'sql', … and 'Bind.parameters', fields of messages without indexes,
 * or by what they are called ('ErrorResponse.message', 'StartupMessage.user'). Secrets are masked. A format is its
 * code, a target or a status its character, a null 'NULL', bytes are text if they are printable, else \x and
 * hexadecimal digits. Times are in seconds. '#length' asks for the bytes of a value (-1 for null), '#major' and
 * '#minor' for the parts of a version.
 *
 * @param fieldsTable the text of filter-fields.tsv, or what readFields(text) made of it
 */
export function compileFilter(text, fieldsTable) {
  const fields = typeof fieldsTable === 'string' ? readFields(fieldsTable) : fieldsTable;
  try {
    return { matches: new Parser(text, fields).parse(), error: null };
  } catch (e) {
    if (!(e instanceof FilterError)) {
      throw e;
    }
    return { matches: () => false, error: { position: e.position, message: e.message } };
  }
}

/** Tokens → a function of get, by recursive descent: or, and, not, comparison. */
class Parser {
  constructor(text, fields) {
    this.text = text;
    this.fields = fields;
    this.next = 0;
    this.depth = 0;
  }

  parse() {
    if (this.text.length > LONGEST) {
      throw new FilterError(LONGEST, `a filter has at most ${LONGEST} characters`);
    }
    this.tokens = tokensOf(this.text);
    if (this.tokens.length === 1) {
      return () => true;
    }
    if (this.tokens.every(token => token.kind === 'word' || token.kind === 'end' || isOperator(token, '..'))) {
      return this.plain();
    }
    const test = this.or();
    if (this.peek().kind !== 'end') {
      throw this.fault(this.peek(), `${shown(this.peek())} is too much: write and or or before it`);
    }
    return test;
  }

  plain() {
    const first = this.tokens[0];
    if (this.tokens.length === 2 && first.kind === 'word') {
      const field = findField(this.fields, first.text);
      if (field) {
        return presence(field);
      }
      if (looksLikeField(this.fields, first.text)) {
        throw this.unknown(first);
      }
    }
    const words = this.text.split(/[ \t-\r\u00a0]+/).filter(word => word !== '').map(search);
    return get => words.every(word => word(get));
  }

  or() {
    let left = this.and();
    while (isOperator(this.peek(), '||')) {
      this.next++;
      const first = left;
      const second = this.and();
      left = get => first(get) || second(get);
    }
    return left;
  }

  and() {
    let left = this.not();
    while (isOperator(this.peek(), '&&')) {
      this.next++;
      const first = left;
      const second = this.not();
      left = get => first(get) && second(get);
    }
    return left;
  }

  not() {
    if (!isOperator(this.peek(), '!')) {
      return this.primary();
    }
    this.enter(this.take());
    const test = this.not();
    this.depth--;
    return get => !test(get);
  }

  enter(token) {
    if (++this.depth > DEEPEST) {
      throw this.fault(token, `more than ${DEEPEST} parentheses within each other`);
    }
  }

  primary() {
    const token = this.take();
    if (isOperator(token, '(')) {
      this.enter(token);
      const test = this.or();
      if (!isOperator(this.peek(), ')')) {
        throw this.fault(this.peek(), `the parenthesis at ${token.position} is open: write )`);
      }
      this.next++;
      this.depth--;
      return test;
    }
    switch (token.kind) {
      case 'string': return this.string(token);
      case 'word': return this.comparison(token);
      case 'operator': throw this.fault(token, `a field or "text" must come before ${shown(token)}`);
      default: throw this.fault(token, 'something is missing: write a field or "text"');
    }
  }

  string(token) {
    if (isComparison(this.peek())) {
      throw this.fault(token, 'a field must come first: write its name without quotes');
    }
    return search(token.text);
  }

  comparison(name) {
    const field = findField(this.fields, name.text);
    if (!field) {
      throw this.unknown(name);
    }
    if (!isComparison(this.peek())) {
      return presence(field);
    }
    const operator = this.take();
    return operator.text === 'in' ? this.set(field) : compare(field, operator, this.value(operator));
  }

  set(field) {
    const open = this.take();
    if (!isOperator(open, '{')) {
      throw this.fault(open, 'a set must come after in: write {a, b}');
    }
    const members = [];
    while (!isOperator(this.peek(), '}')) {
      members.push(this.member(field, this.value(open)));
      if (isOperator(this.peek(), ',')) {
        this.next++;
      } else if (this.peek().kind === 'end') {
        throw this.fault(this.peek(), `the set at ${open.position} is open: write }`);
      }
    }
    if (members.length === 0) {
      throw this.fault(this.take(), 'the set is empty: write values in it');
    }
    this.next++;
    return get => members.some(member => member(get));
  }

  member(field, value) {
    if (!isOperator(this.peek(), '..')) {
      return compare(field, { text: '==', position: value.position }, value);
    }
    const from = ordered(field, { text: '>=', position: value.position }, value);
    const end = this.value(this.take());
    const to = ordered(field, { text: '<=', position: end.position }, end);
    return any(field, found => from(found) && to(found));
  }

  value(before) {
    const value = this.take();
    if (value.kind !== 'word' && value.kind !== 'string') {
      throw this.fault(value, `a value must come after ${shown(before)}: write a number or "text"`);
    }
    return value;
  }

  peek() {
    return this.tokens[this.next];
  }

  take() {
    const token = this.tokens[this.next];
    this.next = Math.min(this.next + 1, this.tokens.length - 1);
    return token;
  }

  unknown(name) {
    const nearest = nearestFields(this.fields, name.text);
    const instead = nearest.length ? `write ${nearest.join(' or ')}, or ` : 'write ';
    return this.fault(name, `there is no field ${shown(name)}: ${instead}"${name.text}" to search for it`);
  }

  fault(token, message) {
    return new FilterError(token.position, message);
  }
}
