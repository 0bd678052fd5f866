// Every page of ../shared/pages in a real Chromium: the awards that the popup lists, the seals on the page, and the
// requests that reached a server before any click.
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSharedPages, noSharedPages, type SharedPages, serveSharedPages } from '../sites/shared-pages';
import { type Laurel, launch } from './harness';
import { lookOver, numberOf, openAsker } from './looked-over';
import { DISAGREEMENTS, LEFT_OUT } from './pages-argued';

if (noSharedPages) console.log(`skipped: the pages (${noSharedPages})`);
else console.log(`left out of the pages, all optional: ${[...LEFT_OUT.keys()].join(', ')}`);

describe.skipIf(noSharedPages)('a page of the web', () => {
  let served: SharedPages;
  let laurel: Laurel;
  let asker: Page;
  beforeAll(async () => {
    served = await serveSharedPages();
    laurel = await launch({ build: 'chrome-mv3-e2e', sites: served });
    asker = await openAsker(laurel);
  });
  afterAll(async () => {
    await laurel?.close();
    await served?.close();
  });

  const looked = listSharedPages().filter((page) => !LEFT_OUT.has(page.file));

  test.for(looked)('$file: $why', async (shared) => {
    const wanted = { ...shared, ...DISAGREEMENTS.find(({ page }) => page === numberOf(shared))?.ours };
    const seen = await lookOver(laurel, served, asker, shared, wanted);
    expect({ awards: seen.awards, markers: seen.markers }).toEqual({
      awards: wanted.awards,
      markers: wanted.markers,
    });
    expect(seen.requests.length, seen.requests.join(' ')).toBeLessThanOrEqual(shared.netBeforeClick);
    expect(laurel.problems).toEqual([]);
  });

  test('left out is only what is optional, and few stated values are disputed', () => {
    const optional = served.pages.filter((page) => page.optional).map(({ file }) => file);
    expect([...LEFT_OUT.keys()].filter((file) => !optional.includes(file))).toEqual([]);
    expect(DISAGREEMENTS.length).toBeLessThanOrEqual(3);
    for (const { page, stated } of DISAGREEMENTS) {
      expect(served.pages.find((one) => numberOf(one) === page)).toMatchObject(stated);
    }
  });
});
