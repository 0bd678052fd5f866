// The setting of a browser test file: sample sites and a browser for all of its tests, pictures of what failed.
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Sites, startSites } from '../sites';
import { type LaunchOptions, type Laurel, launch } from './harness';

export interface Setting {
  sites: Sites;
  laurel: Laurel;
}

/** Call at the top of a file; the values are there once the first test runs. */
export function setting(options: Partial<LaunchOptions> = {}): () => Setting {
  let current: Setting | undefined;
  const get = () => {
    if (!current) throw new Error('the setting is there only inside tests');
    return current;
  };
  beforeAll(async () => {
    const sites = await startSites();
    try {
      current = { sites, laurel: await launch({ build: 'chrome-mv3-e2e', sites, ...options }) };
    } catch (problem) {
      await sites.close();
      throw problem;
    }
  });
  afterEach(async ({ task }) => {
    if (!current) return;
    const failed = task.result?.state === 'fail';
    let index = 0;
    for (const page of await current.laurel.browser.pages()) {
      if (page.url() === 'about:blank') continue;
      if (failed) await current.laurel.capture(page, `${fileName(task.name)}-${index++}`);
      await page.close();
    }
  });
  afterAll(async () => {
    await current?.laurel.close();
    await current?.sites.close();
  });
  return get;
}

function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
}
