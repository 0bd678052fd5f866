// Makes a fresh clone ready, and says nothing when it is: packages, the generated types, and (asked for by
// argument) the browsers and window tools that a command needs.
//
//   node scripts/setup.mjs [--chromium] [--firefox] [--window]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox, findProgram, hasDisplay } from './browsers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = fileURLToPath(new URL('../node_modules/.laurel-lock-sha256', import.meta.url));
const OLDEST_NODE = [20, 19];

const NEEDS = {
  '--chromium': [
    {
      what: 'Chromium (or Google Chrome)',
      found: findChromium,
      packages: ['chromium', 'fonts-noto-core', 'fonts-liberation'],
      otherwise:
        'https://www.chromium.org/getting-involved/download-chromium/ (or set LAUREL_CHROMIUM to its path)',
    },
  ],
  '--firefox': [
    {
      what: 'Firefox 140 or newer',
      found: findFirefox,
      packages: ['firefox-esr'],
      // Not every system has a package that installs by itself, and the tests say that they were left out.
      dispensable: true,
    },
  ],
  // A window without a screen: Linux only; elsewhere there is always a screen.
  '--window': [
    {
      what: 'Xvfb (a screen in memory, for the tests that need a window)',
      found: () => hasDisplay() || findProgram('xvfb-run'),
      packages: ['xvfb', 'xauth'],
      otherwise: 'the package that has xvfb-run',
    },
    {
      what: 'xdotool (presses keys in a prompt of the browser)',
      found: () => process.platform !== 'linux' || findProgram('xdotool'),
      packages: ['xdotool'],
      otherwise: 'the package that has xdotool',
    },
  ],
};

const asked = process.argv.slice(2);
const unknown = asked.find((argument) => !(argument in NEEDS));
if (unknown) stop(`setup: no such argument: ${unknown}`);

checkNode();
installPackages();
generateTypes();
installPrograms(asked.flatMap((argument) => NEEDS[argument]));

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    stop(`Laurel is built with Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  }
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(`${ROOT}/package-lock.json`))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  say('Installing the packages that package-lock.json names ...');
  // Through npm's own script where npm started us: on Windows `npm` is a shell script that spawn can not start.
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // Not `npm ci`: it refuses a lock file that was written where the registry lacked another system's binaries. This
  // installs the locked versions all the same, and leaves the lock file as it is.
  run(command, [...before, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(STAMP, lock);
}

/** The types know the words of the locale file: older ones would call every new word a fault. */
function generateTypes() {
  const types = `${ROOT}/.wxt/tsconfig.json`;
  const words = `${ROOT}/locales/en.yml`;
  if (existsSync(types) && statSync(types).mtimeMs >= statSync(words).mtimeMs) return;
  run(process.execPath, [`${ROOT}/node_modules/wxt/bin/wxt.mjs`, 'prepare']);
  // Written only where it changed, which would have it made again every time.
  utimesSync(types, new Date(), new Date());
}

function installPrograms(needs) {
  const missing = needs.filter((need) => !need.found());
  if (missing.length === 0) return;
  const prefix = rightToInstall();
  if (prefix) {
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    const install = (packages, start) => {
      say(`Installing ${packages.join(', ')} ...`);
      const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
      start(prefix[0], [...prefix.slice(1), ...args], environment);
    };
    const needed = missing.filter((need) => !need.dispensable);
    // Without a network dispensable programs are left out, and nothing else fails for it.
    const start = needed.length > 0 ? run : tryToRun;
    start(prefix[0], [...prefix.slice(1), 'update', '-qq'], environment);
    if (needed.length > 0) {
      install(
        needed.flatMap((need) => need.packages),
        run,
      );
    }
    for (const need of missing) if (need.dispensable) install(need.packages, tryToRun);
  }
  const still = missing.filter((need) => !need.dispensable && !need.found());
  if (still.length === 0) return;
  stop(
    [
      'Please install, then run the same command again:',
      ...still.map((need) => `  - ${need.what}: ${need.otherwise}`),
    ].join('\n'),
  );
}

/** The start of an apt-get command that may install without asking; undefined when there is none. */
function rightToInstall() {
  if (!findProgram('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const sudo = findProgram('sudo');
  if (sudo && spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0)
    return [sudo, '-n', 'apt-get'];
  return undefined;
}

function run(command, args, environment = {}) {
  const problem = tryToRun(command, args, environment);
  if (problem !== undefined) stop(`setup: ${problem}`);
}

/** What went wrong; undefined when nothing did. */
function tryToRun(command, args, environment = {}) {
  // Everything that tools say goes to stderr: stdout belongs to the command that asked for the setup.
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    env: { ...process.env, ...environment },
  });
  if (result.error) return `${command} could not be started: ${result.error.message}`;
  return result.status === 0
    ? undefined
    : `${command} ${args.join(' ')} ended with ${result.status ?? result.signal}`;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}
