// The first step of the filter grammar: text → tokens {kind: word | string | operator | end, text, position}.

const BLANK = /[ \t-\r\u00a0]/;
const SIGNS = ['==', '!=', '<=', '>=', '&&', '||', '..', '<', '>', '=', '~', '!', '(', ')', '{', '}', ','];
const WORDS = new Map(Object.entries({
  and: '&&', or: '||', not: '!', eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=',
  contains: 'contains', matches: '~', in: 'in',
}));
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'contains', '~', 'in']);

/** Why an expression is no filter, and at which character. */
export class FilterError extends Error {
  constructor(position, message) {
    super(message);
    this.position = position;
  }
}

/** Returns the tokens of an expression; the last of them is its end. */
export function tokensOf(text) {
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

/** Returns a token as an error names it. */
export function shown(token) {
  return token.kind === 'end' ? 'the end' : token.kind === 'string' ? `"${token.text}"` : `'${token.text}'`;
}

export function isOperator(token, operator) {
  return token.kind === 'operator' && token.text === operator;
}

export function isComparison(token) {
  return token.kind === 'operator' && COMPARISONS.has(token.text);
}
