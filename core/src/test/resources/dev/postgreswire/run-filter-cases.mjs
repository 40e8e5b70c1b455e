// Runs filter-cases.tsv: node run-filter-cases.mjs DIRECTORY FIELDS.tsv CASES.tsv,
// where the directory has filter.js and the modules that it imports
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [directory, fields, cases] = process.argv.slice(2);
const load = name => import(pathToFileURL(join(directory, name)));
const { compileFilter } = await load('filter.js');
const { readFields } = await load('filter-fields.js');
const table = readFields(readFileSync(fields, 'utf8'));
let count = 0;
let failures = 0;
for (const line of readFileSync(cases, 'utf8').split('\n')) {
  if (line === '' || line.startsWith('# ')) {
    continue;
  }
  const [text, expected, ...cells] = line.split('\t');
  const values = new Map();
  for (const cell of cells) {
    const number = cell.startsWith('#');
    const name = cell.slice(number ? 1 : 0, cell.indexOf('='));
    const value = cell.slice(cell.indexOf('=') + 1);
    values.set(name, [...(values.get(name) ?? []), number ? Number(value) : value]);
  }
  const filter = compileFilter(text, table);
  const found = filter.error
    ? `${filter.error.position}: ${filter.error.message}`
    : filter.matches(name => values.get(name) ?? []) ? 'yes' : 'no';
  count++;
  if (found !== expected) {
    failures++;
    console.log(`${text}\n  expected ${expected}\n  was      ${found}`);
  }
}
console.log(`${count} cases, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
