// The fields of a message: where they are, and what their bytes say. What a field is was decided by Java;
// here are only numbers, text, and bytes.
import { Reader } from './page-data.js';

export const MINOR = 1;
export const SUMMARY = 2;
export const LABELLED = 4;
export const INNER = 8;
export const SECRET = 16;
export const TRACED = 32;
export const GROUPED = 64;

const MASK = '********';
const SUMMARY_LENGTH = 240;
const utf8 = new TextDecoder();

/** Returns the bytes of a message, as far as they are kept. */
export function bytesOf(recording, m) {
  const { bytesAt, kept } = recording.messages;
  return recording.bytes.subarray(bytesAt[m], bytesAt[m] + kept[m]);
}

/** Returns why a message could not be decoded; empty for those that could. */
export function remarkOf(recording, m) {
  const { bytesAt, kept, flags } = recording.messages;
  return flags[m] & 2 ? new Reader(recording.bytes, bytesAt[m] + kept[m]).text() : '';
}

/** Returns the fields of a message, each with its offset, its length, and what Java says of its value. */
export function fieldsOf(recording, m) {
  const { bytesAt, kept, flags } = recording.messages;
  const shape = recording.shape(m);
  if (shape.fields.length === 0) {
    return [];
  }
  const reader = new Reader(recording.bytes, bytesAt[m] + kept[m]);
  if (flags[m] & 2) {
    reader.text();
  }
  let end = 0;
  const fields = shape.fields.map(field => {
    const inner = field.flags & INNER;
    const offset = inner ? reader.number() : end;
    const length = reader.number();
    end = inner ? end : offset + length;
    return { ...field, offset, length, meaning: null };
  });
  for (let count = reader.number(); count > 0; count--) {
    const i = reader.number();
    fields[i].meaning = reader.text();
  }
  return fields;
}

function numberAt(bytes, offset, length, signed) {
  if (length > 8 || offset + length > bytes.length) {
    return null;
  }
  let value = 0n;
  for (let i = 0; i < length; i++) {
    value = (value << 8n) | BigInt(bytes[offset + i]);
  }
  return (signed ? BigInt.asIntN(length * 8, value) : value).toString();
}

function textAt(bytes, offset, length) {
  const end = length > 0 && bytes[offset + length - 1] === 0 ? offset + length - 1 : offset + length;
  return utf8.decode(bytes.subarray(offset, end));
}

function isPrintable(text) {
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
}

export function hexOf(bytes) {
  let hex = '';
  for (const byte of bytes) {
    hex += byte.toString(16).padStart(2, '0');
  }
  return hex;
}

/** Returns bytes as text if they are text, else in hexadecimal. */
function readable(bytes, offset, length) {
  const part = bytes.subarray(offset, offset + length);
  const text = utf8.decode(part);
  return isPrintable(text) ? text : '\\x' + hexOf(part.subarray(0, 256)) + (length > 256 ? '…' : '');
}

function characterAt(bytes, offset) {
  const byte = bytes[offset];
  return byte > 32 && byte < 127 ? String.fromCharCode(byte) : String(byte);
}

/** Returns the number of bytes of a secret: without the length before it, and without the NUL after it. */
function secretLength(field, bytes) {
  if (field.kind === 'v') {
    return field.length - 4;
  }
  const terminated = field.kind === 's' && bytes[field.offset + field.length - 1] === 0;
  return terminated ? field.length - 1 : field.length;
}

/** Returns the value of a field without what a type or an SQLSTATE is called. */
export function plainValue(bytes, field) {
  const { kind, offset, length } = field;
  if (field.flags & SECRET) {
    return MASK;
  }
  if (field.meaning !== null) {
    return field.meaning;
  }
  switch (kind) {
    case 'i': return numberAt(bytes, offset, length, true) ?? '';
    case 'u': case 'o': return numberAt(bytes, offset, length, false) ?? '';
    case 'p': return versionAt(bytes, field);
    case 'c': case 'e': return offset < bytes.length ? characterAt(bytes, offset) : '';
    case 's': case 'q': return textAt(bytes, offset, length);
    case 'v': return numberAt(bytes, offset, 4, true) === '-1' ? 'NULL' : readable(bytes, offset + 4, length - 4);
    default: return readable(bytes, offset, length);
  }
}

/** Returns a version as two numbers; a code that stands in the place of one is a number. */
function versionAt(bytes, { name, offset }) {
  return name === 'code'
    ? numberAt(bytes, offset, 4, false)
    : `${numberAt(bytes, offset, 2, false)}.${numberAt(bytes, offset + 2, 2, false)}`;
}

/** Returns what a filter compares: numbers as numbers, a status or a format by its code alone, secrets masked. */
export function comparedValue(bytes, field, fields) {
  const { kind, offset, length } = field;
  const end = offset + length;
  const hidden = fields.some(other => other.flags & SECRET && other.length <= length
    && offset < other.offset + other.length && other.offset < end);
  if (hidden) {
    return MASK;
  }
  switch (kind) {
    case 'i': case 'u': case 'o': return Number(numberAt(bytes, offset, length, kind === 'i') ?? NaN);
    case 'c': return bytes.length > offset ? characterAt(bytes, offset) : '';
    case 'p': return field.name === 'code' ? Number(versionAt(bytes, field)) : versionAt(bytes, field);
    default: return plainValue(bytes, field);
  }
}

/** Returns a part of a value: how many bytes it has (-1 for NULL), or one of the numbers of a version. */
export function partOf(bytes, field, part) {
  switch (part) {
    case 'major': return Number(numberAt(bytes, field.offset, 2, false));
    case 'minor': return Number(numberAt(bytes, field.offset + 2, 2, false));
    default: return field.kind === 'v' ? Number(numberAt(bytes, field.offset, 4, true)) : field.length;
  }
}

/** Returns what a person reads: the value, and what a type or an SQLSTATE is called. */
export function shownValue(recording, bytes, field) {
  if (field.flags & SECRET) {
    return `redacted (${secretLength(field, bytes)} bytes)`;
  }
  const value = plainValue(bytes, field);
  const named = field.kind === 'o' || field.kind === 'q' ? recording.facts.names[value] : undefined;
  return named ? `${value} ${named}` : value;
}

const summaries = new Map();

/** Returns the line of a message in the list. */
export function summaryOf(recording, m) {
  let summary = summaries.get(m);
  if (summary === undefined) {
    if (summaries.size > 5000) {
      summaries.clear();
    }
    summary = summarise(recording, m);
    summaries.set(m, summary);
  }
  return summary;
}

function summarise(recording, m) {
  const bytes = bytesOf(recording, m);
  const remark = remarkOf(recording, m);
  const parts = remark ? [remark] : [];
  let length = remark.length;
  for (const field of fieldsOf(recording, m)) {
    if (field.flags & SUMMARY && length < SUMMARY_LENGTH) {
      const value = shownValue(recording, bytes, field).slice(0, SUMMARY_LENGTH);
      if (field.flags & LABELLED) {
        parts.push(`${field.label.replace(/^data\./, '')}=${value}`);
      } else if (value !== '') {
        parts.push(value);
      }
      length += value.length;
    }
  }
  return parts.join(' ').replace(/\s+/g, ' ').slice(0, SUMMARY_LENGTH);
}

function traced(bytes) {
  let text = '';
  for (const byte of bytes) {
    text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '\\x' + byte.toString(16).padStart(2, '0');
  }
  return text;
}

/** Returns bytes as libpq traces them, with a mask for each secret among them. */
function tracedBytes(bytes, field, skipped, fields) {
  let at = field.offset + skipped;
  const end = field.offset + field.length;
  let text = '';
  for (const secret of fields) {
    if (secret.flags & SECRET && secret.offset >= field.offset && secret.offset + secret.length <= end) {
      const from = Math.max(at, secret.offset);
      text += traced(bytes.subarray(at, from)) + MASK;
      at = secret.offset + secret.length;
    }
  }
  return `'${text}${traced(bytes.subarray(at, end))}'`;
}

function tracedField(bytes, field, fields, type) {
  const { kind, offset, length } = field;
  switch (kind) {
    case 's': case 'q':
      return `"${field.flags & SECRET ? MASK : field.meaning ?? textAt(bytes, offset, length)}"`;
    case 'x': return tracedBytes(bytes, field, 0, fields);
    case 'v': {
      const size = numberAt(bytes, offset, 4, true);
      return size === '-1' ? size : `${size} ${tracedBytes(bytes, field, 4, fields)}`;
    }
    case 'p': return `${numberAt(bytes, offset, 2, false)} ${numberAt(bytes, offset + 2, 2, false)}`;
    case 'e': return '""';
    default:
      if (length === 1 && type !== 'TlsRecord') {
        return traced(bytes.subarray(offset, offset + 1));
      }
      return numberAt(bytes, offset, length, length !== 2) ?? '';
  }
}

/** Returns what libpq calls a message: an answer to a request for encryption is called after it. */
function tracedName(recording, m) {
  const { type } = recording.shape(m);
  if (type !== 'NegotiationAnswer') {
    return type;
  }
  const request = recording.find(recording.messages.exchange[m].conn, recording.messages.index[m] - 1);
  return recording.shape(request).type === 'GSSENCRequest' ? 'GSSENCResponse' : 'SSLResponse';
}

/** Returns the line of a message in libpq's trace. */
export function traceOf(recording, m) {
  const bytes = bytesOf(recording, m);
  const fields = fieldsOf(recording, m);
  const shown = fields.filter(field => field.flags & TRACED)
    .map(field => ' ' + tracedField(bytes, field, fields, recording.shape(m).type));
  const remark = remarkOf(recording, m);
  const rest = remark ? `\t "${remark}"${shown.join('')}` : shown.length ? '\t' + shown.join('') : '';
  return `${recording.isBackend(m) ? 'B' : 'F'}\t${recording.messages.length[m]}\t${tracedName(recording, m)}${rest}`;
}
