// Sizes of the Chromium build against their budgets, and no code made from strings in either
// build. Prints a table; ends with 1 when a budget is broken.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const OUTPUT = fileURLToPath(new URL('../.output/', import.meta.url));
const BUILDS = ['chrome-mv3', 'firefox-mv3'];
const MEASURED = join(OUTPUT, 'chrome-mv3');
const CODE_FROM_STRINGS = /\beval\s*\(|\bnew\s+Function\b|(?<![\w.$])Function\s*\(/;

interface Row {
  what: string;
  files: string[];
  /** Bytes; the minified size counts for page scripts, the compressed one for the rest. */
  budget?: { measure: 'minified' | 'gzip'; bytes: number };
}

const ROWS: Row[] = [
  {
    what: 'detector (page script)',
    files: [join(MEASURED, 'content-scripts/detector.js')],
    budget: { measure: 'minified', bytes: 10_000 },
  },
  {
    what: 'seals (page script)',
    files: [join(MEASURED, 'content-scripts/seals.js')],
    budget: { measure: 'minified', bytes: 15_000 },
  },
  {
    what: 'worker',
    files: withImports(join(MEASURED, 'background.js')),
    budget: { measure: 'gzip', bytes: 120_000 },
  },
  { what: 'card', files: pageFiles('card.html') },
  { what: 'popup', files: pageFiles('popup.html') },
  { what: 'side panel', files: pageFiles('sidepanel.html') },
  { what: 'backpack', files: pageFiles('backpack.html') },
  { what: 'welcome', files: pageFiles('welcome.html') },
];

const problems: string[] = [];
console.log('what                     minified      gzip   budget');
for (const row of ROWS) {
  const minified = row.files.reduce((sum, file) => sum + statSync(file).size, 0);
  const gzip = row.files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  const { budget } = row;
  const limit = budget ? `${kilobytes(budget.bytes)} ${budget.measure}` : '';
  console.log(
    `${row.what.padEnd(24)} ${kilobytes(minified).padStart(8)}  ${kilobytes(gzip).padStart(8)}   ${limit}`,
  );
  const measured = budget?.measure === 'gzip' ? gzip : minified;
  if (budget && measured > budget.bytes) {
    problems.push(
      `${row.what} has ${kilobytes(measured)} ${budget.measure}, more than ${kilobytes(budget.bytes)}`,
    );
  }
}
for (const build of BUILDS) {
  for (const file of scriptsUnder(join(OUTPUT, build))) {
    const found = CODE_FROM_STRINGS.exec(readFileSync(file, 'utf8'));
    if (found) problems.push(`${relative(OUTPUT, file)} makes code from a string: ${found[0]}`);
  }
}
for (const problem of problems) console.log(`over budget: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** A script with all that it imports before it runs. */
function withImports(entry: string, seen = new Set<string>()): string[] {
  if (seen.has(entry)) return [...seen];
  seen.add(entry);
  const code = readFileSync(entry, 'utf8');
  for (const [, from] of code.matchAll(/(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g)) {
    const file = join(dirname(entry), from ?? '');
    if (existsSync(file)) withImports(file, seen);
  }
  return [...seen];
}

/** Scripts and styles that a page loads at once. */
function pageFiles(page: string): string[] {
  const html = readFileSync(join(MEASURED, page), 'utf8');
  const seen = new Set<string>();
  for (const [, path = ''] of html.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)) {
    const file = join(MEASURED, path);
    if (file.endsWith('.css')) seen.add(file);
    else withImports(file, seen);
  }
  return [...seen];
}

function scriptsUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => join(folder, path));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
