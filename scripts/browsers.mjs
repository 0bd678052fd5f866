// Finds the browsers that the demo and the tests drive. Plain JavaScript without dependencies: setup.mjs
// uses it before anything is installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  'brave-browser',
];
const CHROMIUM_APPS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const FIREFOX_NAMES = ['firefox-esr', 'firefox'];
const FIREFOX_APPS = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Path of a Chromium that loads unpacked extensions; `LAUREL_CHROMIUM` names another. */
export function findChromium() {
  return process.env.LAUREL_CHROMIUM || firstOf(CHROMIUM_NAMES, CHROMIUM_APPS);
}

/** Path of a Firefox; `LAUREL_FIREFOX` names another. */
export function findFirefox() {
  return process.env.LAUREL_FIREFOX || firstOf(FIREFOX_NAMES, FIREFOX_APPS);
}

/** Path of a program on PATH. */
export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Whether a window can be opened here at all. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function firstOf(names, apps) {
  for (const name of names) {
    const found = findProgram(name);
    if (found) return found;
  }
  return apps.find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not a program: the same to whoever looks for one.
    return false;
  }
}
