// `npm run recall`: how many of the badges on the shared pages Laurel finds, how many of its finds are badges, and
// what it asks of servers meanwhile. The pages are those of tests/browser/pages.test.ts.
import { launch } from '../tests/browser/harness';
import { lookOver, openAsker } from '../tests/browser/looked-over';
import { LEFT_OUT } from '../tests/browser/pages-argued';
import { noSharedPages, serveSharedPages } from '../tests/sites/shared-pages';
import { buildE2e } from './build-e2e';

if (noSharedPages) {
  console.log(`nothing to measure: ${noSharedPages}`);
} else {
  buildE2e();
  await measure();
}

async function measure(): Promise<void> {
  const served = await serveSharedPages();
  const laurel = await launch({ build: 'chrome-mv3-e2e', sites: served });
  const sums = { stated: 0, found: 0, right: 0, requests: 0, allowed: 0 };
  try {
    const asker = await openAsker(laurel);
    console.log('page                                 awards found  seals  requests (allowed)');
    for (const page of served.pages) {
      const seen = await lookOver(laurel, served, asker, page, undefined);
      sums.stated += page.awards;
      sums.found += seen.awards;
      sums.right += Math.min(seen.awards, page.awards);
      sums.requests += seen.requests.length;
      sums.allowed += page.netBeforeClick;
      const row = [
        page.file.replace('.html', '').padEnd(36),
        `${seen.awards} of ${page.awards}`.padEnd(13),
        String(seen.markers).padEnd(6),
        `${seen.requests.length} (${page.netBeforeClick})`,
      ];
      console.log(`${row.join(' ')}${LEFT_OUT.has(page.file) ? '  left out' : ''}`);
    }
  } finally {
    await laurel.close();
    await served.close();
  }
  console.log(`recall     ${share(sums.right, sums.stated)}`);
  console.log(`precision  ${share(sums.right, sums.found)}`);
  console.log(`requests   ${sums.requests} before any click, ${sums.allowed} allowed`);
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
}
