// Every badge of the sample portfolio, with the sites answering: what the extension will have to show.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BadgeSource, verifyAll } from '../../../lib/verify';
import { type SampleAward, type Sites, startSites } from '../../sites';

let sites: Sites;
beforeAll(async () => {
  sites = await startSites();
}, 30_000);
afterAll(() => sites.close());

it('gives each sample badge its expected answer and sealer', async () => {
  const answers = await Promise.all(
    sites.awards.map(async (award) => {
      const reports = await verifyAll(sourceOf(award), { fetch: sites.fetch });
      return reports.map(({ verdict, sealer, badge }) => ({
        slug: award.slug,
        verdict,
        kind: sealer.kind,
        name: badge?.name,
      }));
    }),
  );
  expect(answers.flat()).toEqual(
    sites.awards.map(({ slug, verdict, sealer, name }) => ({ slug, verdict, kind: sealer.kind, name })),
  );
});

function sourceOf({ form }: SampleAward): BadgeSource {
  switch (form.kind) {
    case 'png':
      return { kind: 'file', bytes: form.bytes };
    case 'svg':
    case 'inline-svg':
      return { kind: 'file', bytes: new TextEncoder().encode(form.text) };
    case 'link':
      return { kind: 'url', url: form.url };
    case 'json-ld':
      return { kind: 'text', text: form.text };
  }
}
