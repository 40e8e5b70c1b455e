// Runs filter-cases.tsv: node run-filter-cases.mjs FILTER.mjs FIELDS.tsv CASES.tsv
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [module, fields, cases] = process.argv.slice(2);
const { compileFilter, readFields } = await import(pathToFileURL(module));
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
