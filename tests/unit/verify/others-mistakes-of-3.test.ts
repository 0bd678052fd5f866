// Faults of other validators with Open Badges 3.0 that must not be ours; the numbers are those of the collection
// that the project keeps of them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { beforeAll, describe, expect, it } from 'vitest';
import { unbake } from '../../../lib/baking';
import { thumbnailOf } from '../../../lib/page/thumbnail';
import { type Report, verify, verifyAll } from '../../../lib/verify';
import { documentKind } from '../../../lib/verify/version';
import {
  BADGE_CONTEXTS,
  didDocument,
  didWebKey,
  jwtKey,
  signJwt,
  statusEntry,
  statusListCredential,
  strangerKey,
} from '../../sites/signing';
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
import { keyFor, RDF_SUITES, signWith } from './rdf-suites';

const LIST = 'https://school.example/status/1';
const OTHER_LIST = 'https://school.example/status/2';

let school: Multikey;
beforeAll(async () => {
  school = await schoolKey();
});

async function listWith(set: number[], changes: { id?: string; purpose?: 'revocation' | 'suspension' } = {}) {
  const { id = LIST, purpose = 'revocation' } = changes;
  return statusListCredential({ id, issuer: ISSUER, purpose, set, validFrom: '2026-01-01T00:00:00Z' });
}

describe('54: a key in the fragment of a verification method is a name, not a proof', () => {
  it('so that a forger can not write its own key behind the real issuer’s address', async () => {
    const forger = await strangerKey();
    forger.controller = ISSUER;
    forger.id = `${ISSUER}#${forger.publicKeyMultibase}`;
    const forged = await signedAward(forger);
    const report = await verifyJson(forged, { fetch: schoolReplay([school]) });
    expect([report.verdict, report.sealer.kind]).toEqual(['not-valid', 'none']);
    expect(codesOf(report)).toContain('key-not-listed');
    const unreached = await verifyJson(forged, { fetch: replayOf({}) });
    expect([unreached.verdict, unreached.sealer.kind]).toEqual(['could-not-check', 'none']);
  });
});

describe('55: a DID document is read as it may be written', () => {
  const withMethods = (change: (document: ReturnType<typeof didDocument>) => Json): typeof fetch =>
    replayOf({ [DID_DOCUMENT]: change(didDocument(ISSUER, [school])) });

  it.each<[string, (document: ReturnType<typeof didDocument>) => Json]>([
    ['relative names', (document) => ({ ...document, assertionMethod: ['#key-1'] })],
    ['one name, not in a list', (document) => ({ ...document, assertionMethod: `${ISSUER}#key-1` })],
    [
      'the key itself under assertionMethod',
      ({ verificationMethod, ...document }) => ({ ...document, assertionMethod: verificationMethod }),
    ],
    [
      'a relative id of the method',
      (document) => ({
        ...document,
        verificationMethod: document.verificationMethod.map((method) => ({ ...method, id: '#key-1' })),
        assertionMethod: ['#key-1'],
      }),
    ],
  ])('with %s', async (_, change) => {
    expect((await verifyJson(await signedAward(school), { fetch: withMethods(change) })).verdict).toBe(
      'verified',
    );
  });

  it('at a host with a port and no path', async () => {
    const issuer = 'did:web:school.example%3A8443';
    const key = await didWebKey(issuer, 'key-1');
    const credential = award({ issuer: { id: issuer, type: ['Profile'], name: 'School' } });
    const fetch = replayOf({
      'https://school.example:8443/.well-known/did.json': didDocument(issuer, [key]),
    });
    expect((await verifyJson(await signedAsIs(credential, key), { fetch })).verdict).toBe('verified');
  });
});

describe('56 and 58: every status is checked, whatever its purpose and wherever it stands', () => {
  async function withStatus(entries: Json[], lists: Json): Promise<Report> {
    const signed = await signedAward(school, { credentialStatus: entries });
    return verifyJson(signed, { fetch: schoolReplay([school], lists) });
  }

  it('the second entry counts as the first does', async () => {
    const lists = {
      [LIST]: await signedAsIs(await listWith([]), school),
      [OTHER_LIST]: await signedAsIs(await listWith([4], { id: OTHER_LIST }), school),
    };
    const entries = [statusEntry(LIST, 'revocation', 4), statusEntry(OTHER_LIST, 'revocation', 4)];
    expect((await withStatus(entries, lists)).verdict).toBe('revoked');
    expect((await withStatus(entries.toReversed(), lists)).verdict).toBe('revoked');
  });

  it('suspension is told, and is not revocation', async () => {
    const lists = { [LIST]: await signedAsIs(await listWith([4], { purpose: 'suspension' }), school) };
    expect((await withStatus([statusEntry(LIST, 'suspension', 4)], lists)).verdict).toBe('suspended');
  });

  it('a list may be a JWT, and a stranger’s JWT is none', async () => {
    const issuer = 'https://lists.example/issuer';
    const [key, stranger] = [await jwtKey('ES256', () => 'k1'), await jwtKey('ES256', () => 'k1')];
    const keys = { 'https://lists.example/.well-known/jwks.json': { keys: [key.publicJwk] } };
    const list = { ...(await listWith([4])), issuer: { id: issuer } };
    const entries = [statusEntry(LIST, 'revocation', 4)];
    expect((await withStatus(entries, { ...keys, [LIST]: await signJwt(list, key) })).verdict).toBe(
      'revoked',
    );
    const forged = await withStatus(entries, { ...keys, [LIST]: await signJwt(list, stranger) });
    expect(forged.verdict).toBe('could-not-check');
    expect(codesOf(forged)).toContain('status-list-unproven');
  });

  it.each<[string, Json]>([
    [
      'StatusList2021Entry',
      { statusPurpose: 'revocation', statusListIndex: '4', statusListCredential: LIST },
    ],
    ['1EdTechRevocationList', {}],
    [
      'BitstringStatusListEntry',
      { statusPurpose: 'revocation', statusListIndex: '4', statusListCredential: LIST },
    ],
    ['SomethingElse2030', {}],
  ])('%s does not pass because its list is silent', async (type, entry) => {
    // Signed as JSON: the contexts of some of these types are not at hand, and what counts here is the status.
    const key = await jwtKey('ES256', () => 'k1');
    const credential = {
      ...award({ credentialStatus: { id: LIST, type, ...entry } }),
      // The maker of JWTs names the members that it copies into claims; `award` has them.
      issuer: { id: 'https://school.example/issuer', type: ['Profile'], name: 'School' },
    } as unknown as Parameters<typeof signJwt>[0];
    const fetch = replayOf({ 'https://school.example/.well-known/jwks.json': { keys: [key.publicJwk] } });
    const report = await verify({ form: 'jws', text: await signJwt(credential, key) }, { now: NOW, fetch });
    expect(report.verdict).toBe('could-not-check');
  });

  it('an id that is no address does no harm', async () => {
    const signed = await signedAward(school, { id: 'urn:uuid:6a1f676c-ba92-4d2d-a0a1-1c2a64d1a9d1' });
    expect((await verifyJson(signed, { fetch: schoolReplay([school]) })).verdict).toBe('verified');
  });
});

describe('52, 57 and 59: what is asked for, and how', () => {
  it('neither contexts, known or not, nor pages of HTML', async () => {
    const asked: [string, string | null][] = [];
    const answer = schoolReplay([school], { [LIST]: await signedAsIs(await listWith([]), school) });
    const fetch: typeof globalThis.fetch = (input, init) => {
      asked.push([String(input), new Headers(init?.headers).get('accept')]);
      return answer(input, init);
    };
    const signed = await signedAward(school, { credentialStatus: statusEntry(LIST, 'revocation', 1) });
    expect((await verifyJson(signed, { fetch })).verdict).toBe('verified');
    const context = [...(signed['@context'] as string[]), 'https://evil.example/context'];
    const unknown = await verifyJson({ ...signed, '@context': context }, { fetch });
    expect(unknown.verdict).toBe('could-not-check');
    expect(codesOf(unknown)).toContain('context-unknown');
    expect(new Set(asked.map(([url]) => url))).toEqual(new Set([DID_DOCUMENT, LIST]));
    expect(asked.filter(([, accept]) => accept === null || accept.includes('html'))).toEqual([]);
  });
});

describe('45: the version is told by what a badge says, and not by the look of one context', () => {
  it.each<[string, Json, string]>([
    ['a list of contexts', award(), 'credential'],
    ['one context of 3.0 whose address has v3', { ...award(), '@context': BADGE_CONTEXTS[1] }, 'credential'],
    [
      'contexts of 1.1 in a list',
      { '@context': ['https://w3id.org/openbadges/v1'], type: 'Assertion', recipient: {}, badge: {} },
      'assertion',
    ],
  ])('%s', (_what, document, kind) => {
    expect(documentKind(document)).toBe(kind);
  });
});

describe('60: the hash inside canonicalization is that of the key', () => {
  it('for a badge with several nameless nodes that a P-384 key signed', async () => {
    const suite = RDF_SUITES.find(({ curve }) => curve === 'P-384');
    if (suite === undefined) throw new Error('the suites changed');
    const key = await keyFor(suite, ISSUER);
    const evidence = ['one', 'two', 'three'].map((name) => ({ type: ['Evidence'], name }));
    const signed = await signWith(suite, key, award({ evidence }), NOW);
    const document = { id: ISSUER, verificationMethod: [key.method], assertionMethod: [key.id] };
    const report = await verifyJson(signed, { fetch: replayOf({ [DID_DOCUMENT]: document }) });
    expect(report.verdict).toBe('verified');
  });
});

describe('61: what is no picture is no badge, and no crash', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a page of HTML', new TextEncoder().encode('<!doctype html><p>Not found')],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46)],
    ['the first bytes of a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
  ])('%s', async (_what, bytes) => {
    expect((await unbake(bytes)).payloads).toEqual([]);
    expect(await verifyAll({ kind: 'file', bytes }, { now: NOW })).toEqual([]);
  });
});

describe('62: a script in the picture of a badge is never run', () => {
  it('as the picture is shown as an image, from data, and never as markup', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';
    const address = await thumbnailOf(new TextEncoder().encode(svg));
    expect(address).toMatch(/^data:image\/svg\+xml;base64,/);
    // Nothing of Laurel's inserts what came from elsewhere as markup.
    const sources = execFileSync('git', ['ls-files', 'lib', 'components', 'entrypoints'], {
      encoding: 'utf8',
    });
    const files = sources.split('\n').filter((name) => /\.tsx?$/.test(name) && existsSync(name));
    expect(files.length).toBeGreaterThan(200);
    const markup = /\b(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/;
    expect(files.filter((name) => markup.test(readFileSync(name, 'utf8')))).toEqual([]);
  });
});
