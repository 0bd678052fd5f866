// A screen in memory with a keyboard of its own, for what only a window shows: the browser's own prompts, menus and
// notifications. It is never the screen of the person who runs the tests: no key goes where they type.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { Page } from 'puppeteer-core';
import { vi } from 'vitest';
import { findProgram } from '../../scripts/browsers.mjs';
import { waitFor } from './harness';

const XVFB = findProgram('Xvfb');
const XDOTOOL = findProgram('xdotool');

export const SIZE = { width: 1280, height: 900 };

/** Undefined where it can be had; else what is missing. */
export const noScreen = XVFB && XDOTOOL ? undefined : 'Xvfb and xdotool are not here';

export interface Screen {
  /** Keys as X names them, one after the other. */
  press(...keys: string[]): void;
  /** Clicks with the right button and waits for the window of the menu that this opens. */
  openMenu(x: number, y: number): Promise<void>;
  /** Clicks in the middle of the one window that comes while `act` is done. */
  clickWhatComes(act: () => Promise<unknown>): Promise<void>;
  close(): void;
}

/** Browsers that are launched from now on open their windows there. */
export async function openScreen(): Promise<Screen> {
  if (!XVFB || !XDOTOOL) throw new Error(noScreen);
  const server = spawn(
    XVFB,
    ['-displayfd', '1', '-screen', '0', `${SIZE.width}x${SIZE.height}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  // It writes the number of the display that it found free once it takes windows.
  const display = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended at once')));
  });
  vi.stubEnv('DISPLAY', display);
  vi.stubEnv('WAYLAND_DISPLAY', undefined);
  // Nor are notifications given to their desktop: the browser draws them itself then.
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'disabled:');
  const type = (args: string[]) => {
    execFileSync(XDOTOOL, args, { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' });
  };
  /** Those to be seen; a menu or a notification is one of its own. */
  const windows = () => {
    const found = spawnSync(XDOTOOL, ['search', '--onlyvisible', '--name', '.*'], {
      env: { ...process.env, DISPLAY: display },
      encoding: 'utf8',
    });
    return found.stdout.split('\n').filter(Boolean);
  };
  return {
    press: (...keys) => type(['key', ...keys]),
    openMenu: async (x, y) => {
      const before = windows().length;
      type(['mousemove', String(Math.round(x)), String(Math.round(y)), 'click', '3']);
      await waitFor('the menu', async () => (windows().length > before ? true : undefined));
    },
    clickWhatComes: async (act) => {
      const before = new Set(windows());
      await act();
      const come = await waitFor('a window', async () => windows().find((one) => !before.has(one)));
      type(['mousemove', '--window', come, '--polar', '0', '0', 'click', '1']);
    },
    close: () => {
      vi.unstubAllEnvs();
      server.kill();
    },
  };
}

/**
 * Agrees to what the browser asks of the person on behalf of `page`, a page of Laurel. The prompt has no address
 * and says nothing of itself: all that shows is that the page lost the focus (or, a popup, closed). In its first
 * half second it takes no key, so that nobody agrees by accident; twice as long is long enough.
 */
export async function agree(screen: Screen, page: Page): Promise<void> {
  let since: number | undefined;
  await waitFor("the browser's prompt", async () => {
    // A popup that lost the focus may close in the middle of the question.
    if (await page.evaluate(() => document.hasFocus()).catch(() => false)) since = undefined;
    else since ??= Date.now();
    return since !== undefined && Date.now() - since >= 1_000 ? true : undefined;
  });
  screen.press('Tab', 'Return');
}
