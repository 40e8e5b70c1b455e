// The fields that a filter knows: what filter-fields.tsv says of them, and which of them somebody may have meant.

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

/** Returns the field of this name, also of a family that is open, such as DataRow.*; null if there is none. */
export function findField(fields, name) {
  const field = fields.get(name);
  if (field) {
    return field;
  }
  const dot = name.indexOf('.');
  const open = fields.get(name.slice(0, dot + 1) + '*');
  return dot > 0 && dot < name.length - 1 && open ? { ...open, name, sources: [readSource(name)] } : null;
}

/** Whether a word that is no field is like one: other fields begin as it does. */
export function looksLikeField(fields, word) {
  const dot = word.indexOf('.');
  const family = word.slice(0, dot + 1);
  return dot > 0 && [...fields.keys()].some(name => name.startsWith(family));
}

/** Returns the names of up to three fields that are nearly spelt so, the nearest first. */
export function nearestFields(fields, word) {
  const most = Math.max(2, Math.floor(word.length / 3));
  return [...fields.keys()]
    .map(name => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(candidate => candidate.distance <= most && !candidate.name.endsWith('*'))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(candidate => candidate.name);
}

/** Returns how many characters to insert, leave out or replace to make one text of another. */
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
