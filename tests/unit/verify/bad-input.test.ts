// What arrives damaged or made to harm: each ends soon, with the right answer and a code that says why.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, type Verdict, verify, verifyAll } from '../../../lib/verify';
import { BADGE_CONTEXTS, sign, statusEntry, statusListCredential } from '../../sites/signing';
import {
  award,
  codesOf,
  DID_DOCUMENT,
  ISSUER,
  type Json,
  NOW,
  replayOf,
  schoolKey,
  schoolReplay,
  signedAsIs,
  signedAward,
  verifyJson,
} from './issuers';

let key: Awaited<ReturnType<typeof schoolKey>>;
let signed: Json;
let text: string;
let fetch: typeof globalThis.fetch;
beforeAll(async () => {
  key = await schoolKey();
  signed = await signedAward(key);
  text = JSON.stringify(signed);
  fetch = schoolReplay([key]);
});

const verifyText = (written: string): Promise<Report> =>
  verify({ form: 'json', text: written }, { now: NOW, fetch });

function expectAnswer(report: Report, verdict: Verdict, code: string): void {
  expect([report.verdict, codesOf(report)]).toEqual([verdict, expect.arrayContaining([code])]);
}

describe('text', () => {
  it('cut off anywhere is not valid', async () => {
    for (let length = 1; length < text.length; length += 37) {
      expectAnswer(await verifyText(text.slice(0, length)), 'not-valid', 'json-malformed');
    }
  });

  it.each<[string, string, Verdict, string]>([
    ['more than a million letters', `{"a":"${'x'.repeat(1_000_001)}"}`, 'could-not-check', 'limit'],
    ['a hundred thousand levels', '['.repeat(100_000) + ']'.repeat(100_000), 'could-not-check', 'limit'],
    ['a hundred thousand values', `{"a":[${'0,'.repeat(100_000)}0]}`, 'could-not-check', 'limit'],
    ['a list', '[]', 'not-valid', 'json-not-object'],
    ['null', 'null', 'not-valid', 'json-not-object'],
    ['nothing', '', 'not-valid', 'json-malformed'],
    ['a comment', '{} // good', 'not-valid', 'json-malformed'],
  ])('%s', async (_, written, verdict, code) => {
    expectAnswer(await verifyText(written), verdict, code);
  });

  it('with a name twice says what is written last, which is what was signed, and that it does', async () => {
    const twice = text.replace('{', '{"name":"Something better",');
    const report = await verifyText(twice);
    expect([report.verdict, report.badge?.name]).toEqual(['verified', 'Tide tables']);
    expect(report.checks).toContainEqual({
      id: 'format',
      outcome: 'warning',
      code: 'said-twice',
      params: { name: 'name' },
    });
    expect(codesOf(await verifyText(text))).not.toContain('said-twice');
    const other = text.replace(/\}$/, ',"name":"Something better"}');
    expectAnswer(await verifyText(other), 'not-valid', 'proof-failed');
  });

  it('with the names of an object’s own workings changes nothing but the answer', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      const report = await verifyText(
        text.replace('{', `{"${name}":{"verdict":"verified","polluted":true},`),
      );
      // jsonld.js never sees `__proto__`: it was never part of what is signed or shown.
      if (name === '__proto__') expect(report.badge?.name).toBe('Tide tables');
      else expectAnswer(report, 'not-valid', 'unsigned-terms');
      expect({}).not.toHaveProperty('polluted');
    }
  });

  it('in bytes that are no UTF-8 is not what was signed', async () => {
    const bytes = new Uint8Array(Buffer.from(text));
    const at = text.indexOf('Tide tables');
    for (const damage of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0xaf]]) {
      bytes.set(damage, at);
      const [report] = await verifyAll({ kind: 'file', bytes }, { now: NOW, fetch });
      expect(report?.verdict).toBe('not-valid');
    }
  });

  it('with numbers beyond measure is not what was signed', async () => {
    for (const number of ['1e400', '-1e400', '9'.repeat(400), '1e-400', '0.1e1000000']) {
      const report = await verifyText(text.replace('"name":"Tide tables"', `"name":${number}`));
      expect(report.verdict).toBe('not-valid');
    }
  });
});

describe('signatures', () => {
  it.each([
    '',
    'z',
    'z0OIl',
    'u!!!!',
    'm====',
    'zz'.repeat(40_000),
    'u'.padEnd(87, 'A'),
    '\u0000',
    'z\ud800',
  ])('that are none (%#) are not valid', async (proofValue) => {
    const report = await verifyJson(
      { ...signed, proof: { ...(signed.proof as Json), proofValue } },
      { fetch },
    );
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('proof-failed');
  });
});

describe('dates that were signed', () => {
  it.each([
    '2027-01-01T00:00:00Z',
    '2027-01-01T00:00:00.123456789Z',
    '2027-01-01T00:00:00+05:30',
    '2027-01-01T00:00:00-14:00',
    '2027-12-31T24:00:00Z',
    '2028-02-29T00:00:00Z',
  ])('%s is one', async (validUntil) => {
    const report = await verifyJson(await signedAsIs(award({ validUntil }), key), { fetch });
    expect(report.verdict).toBe('verified');
  });

  it.each([
    '',
    'tomorrow',
    '2027-13-01T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2027-01-01T25:00:00Z',
    '2027-01-01T00:60:00Z',
    '2027-01-01T00:00:61Z',
    '2027-01-01T00:00:00+15:00',
    '20270101',
    '2027-1-1',
    '01/01/2027',
    '1798761600',
    `2027-01-01T00:00:00.${'9'.repeat(5000)}Z`,
  ])('%j is none, and nothing is verified until it', async (validUntil) => {
    const report = await verifyJson(await signedAsIs(award({ validUntil }), key), { fetch });
    expect(report.verdict).not.toBe('verified');
    expect(report.checks.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown')).toBe(true);
  });
});

describe('contexts', () => {
  const redefining = (name: string) => ({
    ...signed,
    '@context': [...BADGE_CONTEXTS, { [name]: 'https://stranger.example/terms#other' }],
  });

  it.each(['id', 'type', 'Achievement', 'VerifiableCredential'])(
    'that give the protected %s another meaning are not valid',
    async (name) => {
      const report = await verifyJson(redefining(name), { fetch });
      expectAnswer(report, 'not-valid', 'context-broken');
    },
  );

  it.each(['issuer', 'credentialSubject', 'validFrom', 'identityHash'])(
    'have no say in what %s means within a credential',
    async (name) => {
      const plain = await verifyJson(signed, { fetch });
      const report = await verifyJson(redefining(name), { fetch });
      expect([report.verdict, report.badge]).toEqual(['verified', plain.badge]);
    },
  );

  it.each<[string, unknown]>([
    ['that define a word by itself', { a: 'b:x', b: 'a:x' }],
    ['within contexts without end', nestedContext(200)],
    ['that are no context', 7],
  ])('%s get an answer', async (_, context) => {
    const report = await verifyJson({ ...signed, '@context': [...BADGE_CONTEXTS, context] }, { fetch });
    expect(['not-valid', 'could-not-check']).toContain(report.verdict);
    expect(report.checks.length).toBeGreaterThan(0);
  });
});

it.each([8, 12, 40])(
  'a graph of %i nameless nodes that all look alike is given up soon, and not called false',
  async (size) => {
    const nodes = Array.from({ length: size }, (_, index) => ({
      id: `_:n${index}`,
      links: Array.from({ length: size }, (_, other) => `_:n${other}`).filter(
        (name) => name !== `_:n${index}`,
      ),
    }));
    const links = { '@id': 'https://school.example/terms#links', '@type': '@id' };
    const report = await verifyJson(
      { ...signed, '@context': [...BADGE_CONTEXTS, { links }], evidence: nodes },
      { fetch },
    );
    expectAnswer(report, 'could-not-check', 'limit');
  },
  // Canonicalizing twelve of them as it stands would take years.
  5_000,
);

describe('documents of others', () => {
  const LIST = 'https://school.example/status/';
  const list = (id: string, next: string) => ({
    ...statusListCredential({
      id: LIST + id,
      issuer: ISSUER,
      purpose: 'revocation',
      set: [],
      validFrom: '2026-01-01T00:00:00Z',
    }),
    credentialStatus: statusEntry(LIST + next, 'revocation', 1),
  });

  it('that name each other in circles are asked for once each', async () => {
    const asked: string[] = [];
    const answer = schoolReplay([key], {
      [`${LIST}1`]: await sign(list('1', '2'), key, NOW),
      [`${LIST}2`]: await sign(list('2', '1'), key, NOW),
    });
    const badge = await signedAward(key, { credentialStatus: statusEntry(`${LIST}1`, 'revocation', 7) });
    const report = await verifyJson(badge, {
      fetch: (input) => {
        asked.push(String(input));
        return answer(input);
      },
    });
    expect(asked.length).toBe(new Set(asked).size);
    expect(asked.length).toBeLessThanOrEqual(8);
    expect(report.checks.length).toBeGreaterThan(0);
  });

  it('that are a thousand lists are not all asked for', async () => {
    let asked = 0;
    const entries = Array.from({ length: 1000 }, (_, index) => statusEntry(LIST + index, 'revocation', 1));
    const report = await verifyJson(await signedAward(key, { credentialStatus: entries }), {
      fetch: (input) => {
        asked += 1;
        return fetch(input);
      },
    });
    expect(asked).toBeLessThanOrEqual(8);
    expectAnswer(report, 'could-not-check', 'limit');
  });

  it.each<[string, () => Promise<Response>, string]>([
    [
      'that redirect for ever',
      async () => {
        throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
      },
      'host-silent',
    ],
    [
      'that redirect more often than Laurel follows',
      async () => {
        throw Object.assign(new Error('refused'), { reason: 'limit', host: 'school.example' });
      },
      'limit',
    ],
    ['that are larger than 8 MB', async () => new Response(new Uint8Array(8 * 1024 * 1024 + 1)), 'limit'],
    ['that break off', async () => new Response(brokenBody()), 'host-silent'],
  ])('%s leave the key unknown', async (_, answer, code) => {
    expectAnswer(await verifyJson(signed, { fetch: answer }), 'could-not-check', code);
  });

  it.each<[string, unknown]>([
    ['no JSON', '{"id":'],
    ['a list', []],
    ['nested without end', '['.repeat(50_000)],
    ['about itself', { id: ISSUER, assertionMethod: [ISSUER], verificationMethod: [{ id: ISSUER }] }],
  ])('that are %s never verify', async (_, document) => {
    const report = await verifyJson(signed, { fetch: replayOf({ [DID_DOCUMENT]: document }) });
    expect(['not-valid', 'could-not-check']).toContain(report.verdict);
    expect(report.checks.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown')).toBe(true);
  });
});

function nestedContext(depth: number): unknown {
  return depth === 0
    ? { leaf: 'https://school.example/terms#leaf' }
    : { word: { '@id': 'https://school.example/terms#word', '@context': nestedContext(depth - 1) } };
}

function brokenBody(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"id":'));
      controller.error(new Error('the line went dead'));
    },
  });
}
