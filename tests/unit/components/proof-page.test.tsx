// @vitest-environment happy-dom
import { render } from 'preact';
import { describe, expect, test, vi } from 'vitest';
import type { ProofMaterial } from '../../../components/proof/material';
import { ProofPage } from '../../../components/proof/proof-page';
import type { Explanation } from '../../../lib/verify/explain';
import '../i18n-from-locale';

const EVIDENCE = {
  url: 'https://school.example/1',
  time: '2026-11-23T12:00:00.000Z',
  status: 200,
  mediaType: 'application/json',
  bytes: new TextEncoder().encode('{"name":"Tide tables"}'),
  sha256: 'ab'.repeat(32),
};

const MATERIAL: ProofMaterial = {
  document: { form: 'address', text: EVIDENCE.url },
  name: 'Tide tables',
  report: {
    verdict: 'verified',
    subject: { kind: 'badge' },
    badge: {
      version: '2.0',
      kind: 'badge',
      name: 'Tide tables',
      issuer: { name: 'School' },
      recipients: [{ type: 'email', value: 'ana@example.org' }],
      evidence: [],
      alignments: [],
      tags: [],
      results: [],
      links: [],
    },
    sealer: { kind: 'domain', value: 'school.example' },
    checks: [{ id: 'hosted', outcome: 'passed', code: 'hosted-found', params: { host: 'school.example' } }],
    needs: [],
    recipient: { outcome: 'match', matched: 0 },
    parts: [],
    endorsements: [],
    evidence: [{ ...EVIDENCE }],
    checkedAt: '2026-11-23T12:00:01.000Z',
  },
  evidence: [EVIDENCE, { ...EVIDENCE, url: 'https://school.example/older', sha256: 'cd'.repeat(32) }],
};

const HOSTED: Explanation = { kind: 'hosted', proofs: [] };

async function shown(
  material: ProofMaterial | undefined,
  copy = async (_: string) => {},
  explanation: Explanation = HOSTED,
) {
  const root = document.createElement('div');
  // A box that stands nowhere tells nobody that it was ticked.
  document.body.append(root);
  const explain = vi.fn(async () => explanation);
  const around = { load: async () => material, explain, copy, version: '1.2.3' };
  render(<ProofPage around={around} />, root);
  await vi.waitFor(() => expect(root.querySelector('main')?.getAttribute('aria-busy')).toBe('false'));
  return { root, explain };
}

describe('the page of the proof', () => {
  test('works from the documents that the report relied on, at the time of its check', async () => {
    const { root, explain } = await shown(MATERIAL);
    expect(explain).toHaveBeenCalledWith(MATERIAL.document, [EVIDENCE], new Date('2026-11-23T12:00:01.000Z'));
    expect(root.textContent).toContain('This badge has no seal of its own.');
    expect(root.textContent).toContain(EVIDENCE.sha256);
    expect(root.textContent).not.toContain('cdcdcd');
    expect([...root.querySelectorAll('pre')].map((one) => one.textContent)).toContain(
      '{\n  "name": "Tide tables"\n}',
    );
  });

  test('never says of a key that it signed what it did not', async () => {
    const key = {
      type: 'Ed25519',
      jwk: { kty: 'OKP', crv: 'Ed25519', x: 'abc' },
      fingerprint: 'abc',
      source: 'issuer',
      documents: [],
    } as const;
    const listed = {
      id: 'key',
      outcome: 'passed',
      code: 'key-listed',
      params: { name: 'school.example' },
    } as const;
    const bad = {
      suite: 'eddsa-rdfc-2022',
      form: 'n-quads',
      outcome: 'bad',
      hashed: [],
      problems: [listed],
    } as const;
    const explanation = { kind: 'sealed', proofs: [{ ...bad, key }] } as unknown as Explanation;
    const { root } = await shown(MATERIAL, async () => {}, explanation);
    expect(root.textContent).toContain('The signature does not hold over these values.');
    expect(root.textContent).toContain("The issuer's own documents list this key.");
    expect(root.textContent).not.toContain('It was signed with');
  });

  test('does not call documents an answer where nobody answered', async () => {
    const { root } = await shown({ ...MATERIAL, evidence: [] });
    expect(root.textContent).toContain('no such answer is at hand');
    expect(root.textContent).not.toContain('the documents below are that answer');
  });

  test('copies a report, with whom it was awarded to only when that was ticked', async () => {
    const copied: string[] = [];
    const { root } = await shown(MATERIAL, async (text) => void copied.push(text));
    const button = [...root.querySelectorAll('button')].find((one) => one.textContent === 'Copy report');
    button?.click();
    await vi.waitFor(() => expect(root.textContent).toContain('The report is copied.'));
    expect(copied).toHaveLength(1);
    root.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
    // The tick counts once the page was drawn again.
    await vi.waitFor(() => {
      button?.click();
      expect(copied.at(-1)).toContain('ana@example.org');
    });
    expect(copied[0]).toContain('**Verified.** Genuine.');
    expect(copied[0]).toContain('Checked by Laurel 1.2.3');
    expect(copied[0]).not.toContain('ana@example.org');
  });

  test('says so when the browser does not let it copy', async () => {
    const { root } = await shown(MATERIAL, () => Promise.reject(new Error('denied')));
    [...root.querySelectorAll('button')].find((one) => one.textContent === 'Copy report')?.click();
    await vi.waitFor(() => expect(root.textContent).toContain('The browser did not let Laurel copy.'));
  });

  test('says what can be done when the badge is not at hand any more', async () => {
    const { root } = await shown(undefined);
    expect(root.textContent).toContain('Open its page again, or find it in your backpack.');
  });
});
