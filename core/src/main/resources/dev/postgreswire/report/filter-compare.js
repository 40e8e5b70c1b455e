// What a filter asks of the values of a message: whether they are there, and how they compare. Each question is a
// function of get, which filter.js describes.
import { RegexReader } from './filter-regex.js';
import { FilterError } from './filter-tokens.js';

const NUMBER = /^([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?)(ns|us|µs|ms|s|m|h)?$/;
const HEX = /^0[xX][0-9a-fA-F]{1,13}$/;
const SECONDS = {
  ns: n => n / 1e9, us: n => n / 1e6, 'µs': n => n / 1e6, ms: n => n / 1e3, s: n => n, m: n => n * 60, h: n => n * 3600,
};

/** Whether the field is there; a flag, whether it is set. */
export function presence(field) {
  return any(field, value => field.kind !== 'flag' || value !== 'false');
}

/** Whether the message has the text, whatever its case. */
export function search(text) {
  const wanted = text.toLowerCase();
  return get => get('text').some(value => String(value).toLowerCase().includes(wanted));
}

/** Whether a value of the field compares so with the token value; with !=, whether there are values and all differ. */
export function compare(field, operator, value) {
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

/** Returns a test of one value of the field: whether it is less, or more, than the token value. */
export function ordered(field, operator, value) {
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

/** Whether any value that a message has of the field fits. */
export function any(field, fits) {
  const { sources } = field;
  if (sources.length === 1 && sources[0].condition === '') {
    const { name } = sources[0];
    return get => get(name).some(fits);
  }
  return get => sources.some(source => valuesOf(source, get).some(fits));
}

/** Whether a message has values of the field, and all of them fit. */
function all(field, fits) {
  return get => {
    const values = field.sources.flatMap(source => valuesOf(source, get));
    return values.length > 0 && values.every(fits);
  };
}
