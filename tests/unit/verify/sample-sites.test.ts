// Every badge of the sample portfolio through verifyAll, over real requests to the sample sites.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BadgeSource, type Report, verifyAll } from '../../../lib/verify';
import { type SampleAward, type Sites, startSites } from '../../sites';

let sites: Sites;
beforeAll(async () => {
  sites = await startSites();
});
afterAll(() => sites.close());

test('each badge has the answer and the seal that its issuer arranged', async () => {
  for (const award of sites.awards) {
    const report = await reportOf(award, sites.fetch);
    expect(summary(report), `${award.name}: ${award.because}`).toEqual({
      verdict: award.verdict,
      name: award.name,
      sealer: award.sealer.kind === 'key' ? { kind: 'key', value: expect.any(String) } : award.sealer,
      notes: award.words.endsWith('with notes'),
    });
  }
});

test('no badge is verified without the network, but for the one whose issuer is its key', async () => {
  for (const award of sites.awards) {
    const { verdict } = await reportOf(award, undefined);
    expect(verdict === 'verified', award.name).toBe(award.sealer.kind === 'key');
  }
});

function summary(report: Report) {
  return {
    verdict: report.verdict,
    name: report.badge?.name,
    sealer: report.sealer,
    notes: report.verdict === 'verified' && report.checks.some(({ outcome }) => outcome === 'warning'),
  };
}

async function reportOf(award: SampleAward, fetch: typeof globalThis.fetch | undefined): Promise<Report> {
  const reports = await verifyAll(sourceOf(award), fetch ? { fetch } : {});
  expect(reports, award.name).toHaveLength(1);
  const [report] = reports;
  if (!report) throw new Error('no report');
  return report;
}

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
