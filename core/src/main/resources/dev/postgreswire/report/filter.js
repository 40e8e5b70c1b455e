// The filter grammar for the page: text → a test of a message's values. The same as Java's package recording.filter,
// where it is described; filter-cases.tsv holds for both.

const LONGEST = 10000;
const DEEPEST = 100;
const BLANK = /[ \t-\r\u00a0]/;
const NUMBER = /^([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?)(ns|us|µs|ms|s|m|h)?$/;
const HEX = /^0[xX][0-9a-fA-F]{1,13}$/;
const SIGNS = ['==', '!=', '<=', '>=', '&&', '||', '..', '<', '>', '=', '~', '!', '(', ')', '{', '}', ','];
const WORDS = new Map(Object.entries({
  and: '&&', or: '||', not: '!', eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=',
  contains: 'contains', matches: '~', in: 'in',
}));
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'contains', '~', 'in']);
const SECONDS = {
  ns: n => n / 1e9, us: n => n / 1e6, 'µs': n => n / 1e6, ms: n => n / 1e3, s: n => n, m: n => n * 60, h: n => n * 3600,
};

class FilterError extends Error {
  constructor(position, message) {
    super(message);
    this.position = position;
  }
}

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
 * @param fieldsTable the text of filter-fields.tsv, or what fieldsOf(text) made of it
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

/** Returns the fields by name. */
export function readFields(table) {
  const fields = new Map();
  for (const line of table.split('\n')) {
    if (line !== '' && !line.startsWith('#')) {
      const [name, kind, sources, about = ''] = line.split('\t');
      fields.set(name, { name, kind, sources: (sources === '-' ? name : sources).split(' ').map(readSource), about });
    }
  }
  return fields;
}

function readSource(text) {
  const conditional = /^(.*)\[(.*)=(.*)\]$/.exec(text);
  if (conditional) {
    const [, name, condition, wanted] = conditional;
    return { name, condition: name.slice(0, name.indexOf('.') + 1) + condition, wanted, flag: false };
  }
  const flag = /^(.*)=(.*)$/.exec(text);
  return flag
    ? { name: '', condition: flag[1], wanted: flag[2], flag: true }
    : { name: text, condition: '', wanted: '', flag: false };
}

function findField(fields, name) {
  const field = fields.get(name);
  if (field) {
    return field;
  }
  const dot = name.indexOf('.');
  const open = fields.get(name.slice(0, dot + 1) + '*');
  return dot > 0 && dot < name.length - 1 && open ? { ...open, name, sources: [readSource(name)] } : null;
}

function looksLikeField(fields, word) {
  const dot = word.indexOf('.');
  const family = word.slice(0, dot + 1);
  return dot > 0 && [...fields.keys()].some(name => name.startsWith(family));
}

function nearestFields(fields, word) {
  const most = Math.max(2, Math.floor(word.length / 3));
  return [...fields.keys()]
    .map(name => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(candidate => candidate.distance <= most && !candidate.name.endsWith('*'))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(candidate => candidate.name);
}

function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const last = row;
    row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = last[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, last[j] + 1, row[j - 1] + 1));
    }
  }
  return row[to.length];
}

// ---- text → tokens {kind: word | string | operator | end, text, position}

function tokensOf(text) {
  const tokens = [];
  let at = 0;
  for (;;) {
    while (at < text.length && BLANK.test(text[at])) {
      at++;
    }
    if (at === text.length) {
      tokens.push({ kind: 'end', text: '', position: at });
      return tokens;
    }
    const [token, end] = tokenAt(text, at);
    tokens.push(token);
    at = end;
  }
}

function tokenAt(text, at) {
  const first = text[at];
  if (first === '"' || first === "'") {
    return stringAt(text, at);
  }
  const sign = SIGNS.find(candidate => text.startsWith(candidate, at));
  if (sign) {
    return [{ kind: 'operator', text: sign === '=' ? '==' : sign, position: at }, at + sign.length];
  }
  if (first === '&' || first === '|') {
    throw new FilterError(at, `'${first}' is no operator: write ${first}${first}`);
  }
  let end = at;
  while (end < text.length && !BLANK.test(text[end]) && !'"\'(){},<>=!~&|'.includes(text[end])
      && !text.startsWith('..', end)) {
    end++;
  }
  const word = text.slice(at, end);
  const operator = WORDS.get(word.toLowerCase());
  return [{ kind: operator ? 'operator' : 'word', text: operator ?? word, position: at }, end];
}

function stringAt(text, start) {
  const quote = text[start];
  let value = '';
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    const character = text[at++];
    if (character !== '\\' || at === text.length) {
      value += character;
      continue;
    }
    const escaped = text[at++];
    if (escaped === 'x' || escaped === 'u') {
      const digits = escaped === 'x' ? 2 : 4;
      const hex = text.slice(at, at + digits);
      if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) {
        throw new FilterError(at - 2, `'\\${escaped}' takes ${digits} hexadecimal digits`);
      }
      value += String.fromCharCode(parseInt(hex, 16));
      at += digits;
    } else {
      const known = { '"': '"', "'": "'", '\\': '\\', n: '\n', r: '\r', t: '\t' };
      value += known[escaped] ?? '\\' + escaped;
    }
  }
  if (at === text.length) {
    throw new FilterError(start, `this string does not end: write ${quote} after it`);
  }
  return [{ kind: 'string', text: value, position: start }, at + 1];
}

function shown(token) {
  return token.kind === 'end' ? 'the end' : token.kind === 'string' ? `"${token.text}"` : `'${token.text}'`;
}

// ---- tokens → a function of get, by recursive descent: or, and, not, comparison

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

function isOperator(token, operator) {
  return token.kind === 'operator' && token.text === operator;
}

function isComparison(token) {
  return token.kind === 'operator' && COMPARISONS.has(token.text);
}

// ---- comparisons

function presence(field) {
  return any(field, value => field.kind !== 'flag' || value !== 'false');
}

function search(text) {
  const wanted = text.toLowerCase();
  return get => get('text').some(value => String(value).toLowerCase().includes(wanted));
}

function compare(field, operator, value) {
  switch (operator.text) {
    case 'contains': return any(field, contains(field, operator, value));
    case '~': return any(field, matching(field, operator, value));
    case '==': return any(field, equal(field, value));
    case '!=': {
      const same = equal(field, value);
      return all(field, found => !same(found));
    }
    default: return any(field, ordered(field, operator, value));
  }
}

function isNumeric(field) {
  return field.kind === 'number' || field.kind === 'duration';
}

function mustBeText(field, operator) {
  if (isNumeric(field) || field.kind === 'flag') {
    throw new FilterError(operator.position, `'${field.name}' is no text: write == or another comparison`);
  }
}

function contains(field, operator, value) {
  mustBeText(field, operator);
  const wanted = normal(field, value.text);
  return found => normal(field, found).includes(wanted);
}

function matching(field, operator, value) {
  mustBeText(field, operator);
  const translated = new RegexReader(value.text, value.position).read();
  const pattern = new RegExp(translated, 'isu');
  return found => pattern.test(String(found));
}

function equal(field, value) {
  if (isNumeric(field)) {
    const wanted = numberOfToken(field, value);
    return found => numberOf(found) === wanted;
  }
  if (field.kind === 'flag') {
    const wanted = flagOf(field, value);
    return found => (found !== 'false') === wanted;
  }
  const wanted = normal(field, value.text);
  const number = field.kind === 'any' ? looseNumber(value) : NaN;
  return found => normal(field, found) === wanted || numberOf(found) === number;
}

function ordered(field, operator, value) {
  const fits = {
    '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
  }[operator.text];
  const number = isNumeric(field) ? numberOfToken(field, value) : looseNumber(value);
  if (field.kind === 'flag') {
    throw new FilterError(operator.position, `'${field.name}' is yes or no: write it alone, or == true`);
  }
  if (isNumeric(field) || (field.kind === 'any' && !Number.isNaN(number))) {
    return found => fits(numberOf(found), number);
  }
  const wanted = normal(field, value.text);
  return found => fits(normal(field, found), wanted);
}

function numberOfToken(field, value) {
  const matched = NUMBER.exec(value.text);
  const duration = field.kind === 'duration';
  if (value.kind === 'string' || !(matched || HEX.test(value.text))) {
    throw new FilterError(
      value.position, `'${field.name}' is a number: write one, such as ${duration ? '5ms' : '5'}`);
  }
  if (HEX.test(value.text)) {
    return Number(value.text);
  }
  const unit = matched[2];
  if (unit && !duration) {
    throw new FilterError(value.position, `'${field.name}' is no time: write the number without ${unit}`);
  }
  return unit ? SECONDS[unit](Number(matched[1])) : Number(matched[1]);
}

function looseNumber(value) {
  return value.kind === 'string' ? NaN : numberOf(value.text);
}

function numberOf(value) {
  if (typeof value === 'number') {
    return value;
  }
  const matched = NUMBER.exec(value);
  return HEX.test(value) || (matched && !matched[2]) ? Number(value) : NaN;
}

function flagOf(field, value) {
  switch (value.text.toLowerCase()) {
    case 'true': case '1': return true;
    case 'false': case '0': return false;
    default: throw new FilterError(value.position, `'${field.name}' is yes or no: write true or false`);
  }
}

function normal(field, text) {
  return field.kind === 'name' ? String(text).replace(/[ _-]/g, '').toLowerCase() : String(text);
}

function valuesOf(source, get) {
  const holds = source.condition === '' || get(source.condition).some(value => String(value) === source.wanted);
  return source.flag ? [String(holds)] : holds ? get(source.name) : [];
}

function any(field, fits) {
  const { sources } = field;
  if (sources.length === 1 && sources[0].condition === '') {
    const { name } = sources[0];
    return get => get(name).some(fits);
  }
  return get => sources.some(source => valuesOf(source, get).some(fits));
}

function all(field, fits) {
  return get => {
    const values = field.sources.flatMap(source => valuesOf(source, get));
    return values.length > 0 && values.every(fits);
  };
}

// ---- regular expressions: what Java and JavaScript have in common, as JavaScript writes it

const TIMES = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;
const SIGN = /^[\\^$.|?*+()[\]{}/\-"'#,:;<>=!~&%@`_ ]$/;
const REPEATS = '*+?{';
const MOST_TIMES = 1000;
const DEEPEST_GROUP = 50;
const CLASSES = {
  d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\x0b\\f\\r',
};

class RegexReader {
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

const NOT_SPACE = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}';
const NOT_WORD = '\\0-/:-@[-^`{-\\u{10ffff}';
