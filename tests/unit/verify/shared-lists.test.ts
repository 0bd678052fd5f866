import { describe, expect, it } from 'vitest';
import { createDocumentCache, createGuardedFetch, createRequestQueue } from '../../../lib/net';
import { verify, verifyAll } from '../../../lib/verify';
import { statusEntry, statusListCredential } from '../../sites/signing';
import { codesOf, ISSUER, type Json, NOW, schoolKey, schoolReplay, signedAsIs, signedAward } from './issuers';

const LIST = 'https://school.example/status/1';

/** Three badges on one list, of which the second was withdrawn. */
async function awards(list: Json = {}) {
  const key = await schoolKey();
  const unsigned = statusListCredential({
    id: LIST,
    issuer: ISSUER,
    purpose: 'revocation',
    set: [2],
    validFrom: '2026-01-01T00:00:00Z',
  });
  const subject = { ...unsigned.credentialSubject, ...((list.credentialSubject as Json | undefined) ?? {}) };
  const served = await signedAsIs({ ...unsigned, ...list, credentialSubject: subject }, key);
  const credentials = await Promise.all(
    [1, 2, 3].map((index) =>
      signedAward(key, {
        id: `https://school.example/credentials/${index}`,
        credentialStatus: statusEntry(LIST, 'revocation', index),
      }),
    ),
  );
  const asked: string[] = [];
  const answer = schoolReplay([key], { [LIST]: served });
  const fetch: typeof globalThis.fetch = (input, init) => {
    asked.push(String(input));
    return answer(input, init);
  };
  return { credentials, asked, fetch };
}

describe('many badges on one status list', () => {
  it('fetch it once from one file', async () => {
    const { credentials, asked, fetch } = await awards();
    const text = JSON.stringify(credentials);
    const reports = await verifyAll({ kind: 'text', text }, { fetch, now: NOW });
    expect(reports.map(({ verdict }) => verdict)).toEqual(['verified', 'revoked', 'verified']);
    expect(asked.filter((url) => url === LIST)).toHaveLength(1);
    expect(reports.every(({ evidence }) => evidence.some(({ url }) => url === LIST))).toBe(true);
  });

  it('fetch it once from one page, through the cache that its badges share', async () => {
    const { credentials, asked, fetch } = await awards();
    const cache = createDocumentCache();
    const guarded = () =>
      createGuardedFetch({
        purpose: 'document',
        why: 'standing choice',
        leave: async () => 'allowed',
        openedByPerson: false,
        allowHttp: false,
        redirectsGuarded: async () => true,
        queue: createRequestQueue(),
        cache,
        fetch,
      });
    const verdicts: string[] = [];
    for (const credential of credentials) {
      const document = { form: 'json', text: JSON.stringify(credential) } as const;
      verdicts.push((await verify(document, { fetch: guarded(), now: NOW })).verdict);
    }
    expect(verdicts).toEqual(['verified', 'revoked', 'verified']);
    expect(asked.filter((url) => url === LIST)).toHaveLength(1);
  });
});

describe('how long a list may be kept', () => {
  const limits = async (list: Json) => {
    const { credentials, fetch } = await awards(list);
    const ages: [string, number][] = [];
    const [first] = await verifyAll(
      { kind: 'text', text: JSON.stringify(credentials[0]) },
      { fetch, now: NOW, limitAge: (url, maxAgeMs) => ages.push([url, maxAgeMs]) },
    );
    return { ages, verdict: first?.verdict, codes: first === undefined ? [] : codesOf(first) };
  };

  it('is what its ttl says', async () => {
    expect(await limits({ credentialSubject: { ttl: 60_000 } })).toMatchObject({
      verdict: 'verified',
      ages: [[LIST, 60_000]],
    });
  });
  it('is never longer than the list is good', async () => {
    const { ages } = await limits({
      credentialSubject: { ttl: 86_400_000 },
      validUntil: '2026-11-23T13:00:00Z',
    });
    expect(ages).toEqual([[LIST, 3_600_000]]);
  });
  it('is not said by a list without either, nor by one that is out of date', async () => {
    expect((await limits({})).ages).toEqual([]);
    const late = await limits({ credentialSubject: { ttl: 5 }, validUntil: '2026-11-22T00:00:00Z' });
    expect(late).toMatchObject({ ages: [], verdict: 'could-not-check' });
    expect(late.codes).toContain('status-list-expired');
  });
});
