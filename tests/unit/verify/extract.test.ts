import { describe, expect, it } from 'vitest';
import { bake } from '../../../lib/baking';
import { extract, verifyAll } from '../../../lib/verify';
import { award, NOW, replayOf } from './issuers';

const CREDENTIAL = JSON.stringify(award());
const ASSERTION = JSON.stringify({
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: 'https://school.example/assertions/1',
  badge: 'https://school.example/badges/1',
  recipient: { type: 'email', identity: 'ana@example.org', hashed: false },
  verification: { type: 'HostedBadge' },
});
const JWS = 'eyJhbGciOiJub25lIn0.e30.';
const PAYLOAD = (payload: unknown) =>
  `${JWS.split('.')[0]}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`;
const PRESENTATION = { type: ['VerifiablePresentation'], verifiableCredential: [award(), JWS] };
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"></svg>');

describe('documents in text', () => {
  it.each([
    [CREDENTIAL, [{ form: 'json', text: CREDENTIAL }]],
    [`\uFEFF  ${CREDENTIAL}\n`, [{ form: 'json', text: CREDENTIAL }]],
    [ASSERTION, [{ form: 'json', text: ASSERTION }]],
    [JWS, [{ form: 'jws', text: JWS }]],
    [
      `[${CREDENTIAL},${ASSERTION}]`,
      [
        { form: 'json', text: CREDENTIAL },
        { form: 'json', text: ASSERTION },
      ],
    ],
    [
      JSON.stringify({ type: ['VerifiablePresentation'], verifiableCredential: [award(), JWS] }),
      [
        { form: 'json', text: CREDENTIAL },
        { form: 'jws', text: JWS },
      ],
    ],
    [
      JSON.stringify({ type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${JWS}` }),
      [{ form: 'jws', text: JWS }],
    ],
    [`data:application/vc+jwt,${JWS}`, [{ form: 'jws', text: JWS }]],
    ...[
      PAYLOAD({ vp: PRESENTATION, iss: 'did:example:ana' }),
      PAYLOAD(PRESENTATION),
      JSON.stringify({
        type: 'EnvelopedVerifiablePresentation',
        id: `data:application/vp+jwt,${PAYLOAD(PRESENTATION)}`,
      }),
      JSON.stringify({ credential: [award()], compactJwsString: [JWS] }),
    ].map((text): [string, object[]] => [
      text,
      [
        { form: 'json', text: CREDENTIAL },
        { form: 'jws', text: JWS },
      ],
    ]),
  ])('%.60s', async (text, documents) => {
    expect(await extract({ kind: 'text', text }, {})).toEqual({ documents, problems: [] });
  });

  it.each([
    ['hello', 'not-a-badge-text'],
    ['{', 'not-a-badge-text'],
    ['{}', 'not-a-badge-text'],
    ['{"name":"a shop"}', 'not-a-badge-text'],
    [`${'['.repeat(60)}${']'.repeat(60)}`, 'limit'],
    [`"${'x'.repeat(1_100_000)}"`, 'limit'],
  ])('%.20s: none', async (text, code) => {
    const { documents, problems } = await extract({ kind: 'text', text }, {});
    expect([documents, problems.map((problem) => problem.code)]).toEqual([[], [code]]);
    expect(await verifyAll({ kind: 'text', text }, {})).toEqual([]);
  });
});

describe('what is too much', () => {
  it('is more documents than anybody reads', async () => {
    const text = JSON.stringify(Array.from({ length: 600 }, () => JWS));
    const { documents, problems } = await extract({ kind: 'text', text }, {});
    expect([documents.length, problems]).toEqual([
      500,
      [{ id: 'format', outcome: 'unknown', code: 'limit' }],
    ]);
  });
  it('is a presentation in a presentation in a presentation', async () => {
    let value: unknown = award();
    for (let depth = 0; depth < 10; depth += 1)
      value = { type: 'VerifiablePresentation', verifiableCredential: value };
    const { documents, problems } = await extract({ kind: 'text', text: JSON.stringify(value) }, {});
    expect([documents, problems.map(({ code }) => code)]).toEqual([[], ['not-a-badge-text']]);
  });
});

describe('documents in pictures', () => {
  it('come with the baking they were in', async () => {
    const bytes = await bake(SVG, { standard: 'openbadgecredential', text: CREDENTIAL });
    const { documents } = await extract({ kind: 'file', bytes }, {});
    expect(documents).toEqual([{ form: 'json', text: CREDENTIAL, standard: 'openbadgecredential' }]);
  });

  it('are none in a picture without a badge', async () => {
    const { documents, problems } = await extract({ kind: 'file', bytes: SVG }, {});
    expect([documents, problems.map((problem) => problem.code)]).toEqual([[], ['no-badge-in-picture']]);
  });

  it('are none in bytes of any other kind', async () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(0xff, 0xd8, 0xff), new Uint8Array(1000)]) {
      expect((await extract({ kind: 'file', bytes }, {})).documents).toEqual([]);
    }
  });
});

describe('documents behind addresses', () => {
  const url = 'https://school.example/badge';
  it('are what the address gives: a credential, a picture, or a hosted badge, which stays an address', async () => {
    const of = async (body: unknown) =>
      (await extract({ kind: 'url', url }, { fetch: replayOf({ [url]: body }) })).documents;
    expect(await of(award())).toEqual([{ form: 'json', text: CREDENTIAL }]);
    expect(await of(ASSERTION)).toEqual([{ form: 'address', text: url }]);
    const svg = new TextDecoder().decode(
      await bake(SVG, { standard: 'openbadges', text: 'https://school.example/assertions/1' }),
    );
    expect(await of(svg)).toEqual([
      { form: 'address', text: 'https://school.example/assertions/1', standard: 'openbadges' },
    ]);
    expect(await of('<!doctype html><p>hello')).toEqual([]);
  });

  it('are each of a list, where a hosted badge is what its own address says', async () => {
    const list = [award(), JSON.parse(ASSERTION), JSON.parse(ASSERTION)];
    const { documents } = await extract({ kind: 'url', url }, { fetch: replayOf({ [url]: list }) });
    expect(documents).toEqual([
      { form: 'json', text: CREDENTIAL },
      { form: 'json', text: ASSERTION },
      { form: 'json', text: ASSERTION },
    ]);
  });

  it('stay addresses while nobody was asked, and the report says whom to ask', async () => {
    const [report] = await verifyAll({ kind: 'text', text: url }, { now: NOW });
    expect(report).toMatchObject({ verdict: 'could-not-check', needs: ['school.example'] });
  });
});
