// `npm test`: every check of the project in one run, cheapest first, and one line at the end that counts them.
// A step that is not made of tests counts as one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findProgram, hasDisplay } from './browsers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = fileURLToPath(new URL('../test-results/', import.meta.url));

interface Count {
  passed: number;
  failed: number;
}
interface Step {
  heading: string;
  run(): Count;
}

const STEPS: Step[] = [
  command('Format and lint', 'biome', ['check', '--diagnostic-level=error', '.']),
  command('Types', 'tsc', ['--noEmit']),
  command('Dead code', 'knip', ['--no-progress']),
  vitest('Unit and conformance tests', 'unit', ['--project', 'unit', '--project', 'conformance']),
  command('Build for Chromium', 'wxt', ['build']),
  command('Build for Firefox', 'wxt', ['build', '-b', 'firefox', '--mv3']),
  command('Build with access granted, for automated browsers', 'wxt', ['build', '--mode', 'e2e']),
  command('Sizes', 'tsx', ['scripts/size.ts']),
  command('Firefox add-on lint', 'addons-linter', ['.output/firefox-mv3']),
  vitest('Tests in real browsers', 'browser', ['--project', 'browser']),
];

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const total: Count = { passed: 0, failed: 0 };
const failedSteps: string[] = [];
for (const step of STEPS) {
  console.log(`\n== ${step.heading} ==`);
  const startedMs = Date.now();
  const count = step.run();
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) failedSteps.push(step.heading);
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  console.log(
    `-- ${count.failed > 0 ? 'FAILED' : 'ok'}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`,
  );
}
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join('; ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function command(heading: string, program: string, args: string[]): Step {
  return {
    heading,
    run: () => (runProgram(program, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  };
}

function vitest(heading: string, name: string, args: string[]): Step {
  const report = `${RESULTS}${name}.json`;
  const all = ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    heading,
    run() {
      const succeeded = name === 'browser' ? runWithScreen('vitest', all) : runProgram('vitest', all);
      const count = existsSync(report) ? countTests(readFileSync(report, 'utf8')) : { passed: 0, failed: 0 };
      // A file that could not even be loaded, or a crash, has no test to count.
      return !succeeded && count.failed === 0 ? { ...count, failed: 1 } : count;
    },
  };
}

function countTests(report: string): Count {
  const { numPassedTests, numFailedTests } = JSON.parse(report) as Record<string, unknown>;
  return { passed: Number(numPassedTests), failed: Number(numFailedTests) };
}

/** Tests that need a window get a screen in memory where there is no other. */
function runWithScreen(program: string, args: string[]): boolean {
  const xvfb = hasDisplay() ? undefined : findProgram('xvfb-run');
  if (!xvfb) return runProgram(program, args);
  return run(xvfb, ['-a', '-s', '-screen 0 1280x900x24', binary(program), ...args]);
}

function runProgram(program: string, args: string[]): boolean {
  return run(binary(program), args);
}

function run(file: string, args: string[]): boolean {
  const result = spawnSync(file, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: needsShell(),
  });
  if (result.error) console.log(`could not be started: ${result.error.message}`);
  return result.status === 0;
}

function binary(program: string): string {
  return fileURLToPath(
    new URL(`../node_modules/.bin/${program}${needsShell() ? '.cmd' : ''}`, import.meta.url),
  );
}

/** On Windows the programs of npm packages are scripts. */
function needsShell(): boolean {
  return process.platform === 'win32';
}
