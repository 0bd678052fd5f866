import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, verify } from '../../../lib/verify';
import { BADGE_CONTEXTS, didDocument, didWebKey, type JwtKey, jwtKey, signJwt } from '../../sites/signing';
import {
  award,
  codesOf,
  DID_DOCUMENT,
  ISSUER,
  type Json,
  NOW,
  schoolKey,
  schoolReplay,
  signedAsIs,
  signedAward,
  verifyJson,
} from './issuers';

const AGENCY = 'did:web:agency.example';
const AGENCY_DOCUMENT = 'https://agency.example/.well-known/did.json';
const CLR_ISSUER = 'https://registrar.example/issuer';
const CLR_KEYS = 'https://registrar.example/.well-known/jwks.json';
const CLR_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

let school: Multikey;
let agency: Multikey;
let registrar: JwtKey;
beforeAll(async () => {
  school = await schoolKey();
  agency = await didWebKey(AGENCY, 'key-1');
  registrar = await jwtKey('ES256', () => 'k1');
});

function world(more: Readonly<Record<string, unknown>> = {}): typeof fetch {
  return schoolReplay([school], {
    [AGENCY_DOCUMENT]: didDocument(AGENCY, [agency]),
    [CLR_KEYS]: { keys: [registrar.publicJwk] },
    ...more,
  });
}

function jwtOf(credential: Json, key: JwtKey): Promise<string> {
  // The maker of JWTs names the members that it copies into claims; the credentials of this file have them.
  return signJwt(credential as unknown as Parameters<typeof signJwt>[0], key);
}

/** Also tells how often each address was asked. */
function counted(inner: typeof fetch): { fetch: typeof fetch; asked: Map<string, number> } {
  const asked = new Map<string, number>();
  return {
    asked,
    fetch: (input, init) => {
      asked.set(String(input), (asked.get(String(input)) ?? 0) + 1);
      return inner(input, init);
    },
  };
}

function endorsement(of: string, changes: Json = {}) {
  return {
    '@context': BADGE_CONTEXTS,
    id: 'https://agency.example/endorsements/1',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Good standing',
    issuer: { id: AGENCY, type: ['Profile'], name: 'Agency' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: of, type: ['EndorsementSubject'], endorsementComment: 'Well done.' },
    ...changes,
  };
}

function endorsedBy(...endorsements: Json[]): Promise<Json> {
  return signedAward(school, { endorsement: endorsements });
}

function withAchievement(changes: Json): Json {
  const credential = award();
  const subject = credential.credentialSubject as Json;
  return {
    ...credential,
    credentialSubject: { ...subject, achievement: { ...(subject.achievement as Json), ...changes } },
  };
}

function clr(members: unknown[], changes: Json = {}) {
  return {
    '@context': CLR_CONTEXTS,
    id: 'https://registrar.example/clrs/1',
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Transcript',
    issuer: { id: CLR_ISSUER, type: ['Profile'], name: 'Registrar' },
    validFrom: '2026-02-01T00:00:00Z',
    credentialSubject: { id: 'did:example:ana', type: ['ClrSubject'], verifiableCredential: members },
    ...changes,
  };
}

async function verifyClr(members: unknown[], environment: { fetch?: typeof fetch; changes?: Json } = {}) {
  const text = await jwtOf(clr(members, environment.changes), registrar);
  return verify({ form: 'jws', text }, { now: NOW, fetch: environment.fetch ?? world() });
}

const verdicts = (reports: Report[]) => reports.map(({ verdict }) => verdict);

describe('an endorsement that a badge carries', () => {
  it('is verified in place and has its own answer', async () => {
    const inner = await signedAsIs(endorsement('https://school.example/credentials/1'), agency);
    const report = await verifyJson(await endorsedBy(inner), { fetch: world() });
    expect(report.verdict).toBe('verified');
    expect(report.subject.kind).toBe('badge');
    expect(codesOf(report)).toContain('endorsements-verified');
    const [one] = report.endorsements;
    expect(one?.verdict).toBe('verified');
    expect(one?.subject).toEqual({ id: 'https://agency.example/endorsements/1', kind: 'endorsement' });
    expect(one?.sealer).toEqual({ kind: 'domain', value: 'agency.example' });
    expect(one?.badge?.narrative).toBe('Well done.');
    expect(one && codesOf(one)).toContain('endorsement-of-badge');
    expect(one && codesOf(one)).not.toContain('not-covered');
    expect(report.evidence.map(({ url }) => url)).toEqual([DID_DOCUMENT, AGENCY_DOCUMENT]);
  });

  it('never changes the verdict of the badge when it fails', async () => {
    const inner = await signedAsIs(endorsement('https://school.example/credentials/1'), agency);
    const changed = { ...inner, name: 'Outstanding' };
    const report = await verifyJson(await endorsedBy(changed), { fetch: world() });
    expect(report.verdict).toBe('verified');
    expect(verdicts(report.endorsements)).toEqual(['not-valid']);
    expect(report.checks).toContainEqual({
      id: 'endorsements',
      outcome: 'warning',
      code: 'endorsements-not-all-verified',
      params: { count: '1', verified: '0' },
    });
  });

  it('is warned about when it praises something else', async () => {
    const inner = await signedAsIs(endorsement('https://elsewhere.example/credentials/9'), agency);
    const [one] = (await verifyJson(await endorsedBy(inner), { fetch: world() })).endorsements;
    expect(one?.verdict).toBe('verified');
    expect(one && codesOf(one)).toContain('endorsement-of-other');
  });

  it('is warned about when the issuer gave it to itself', async () => {
    const own = endorsement('https://school.example/credentials/1', {
      issuer: { id: ISSUER, type: ['Profile'] },
    });
    const report = await verifyJson(await endorsedBy(await signedAsIs(own, school)), { fetch: world() });
    expect(report.endorsements.flatMap(codesOf)).toContain('endorsement-by-issuer');
  });

  it('is found on the achievement and on the issuer, and may be a JWT', async () => {
    const onAchievement = await signedAsIs(endorsement('https://school.example/achievements/1'), agency);
    const jwtIssuer = await jwtKey('ES256', () => 'k1');
    const onIssuer = await jwtOf(
      endorsement(CLR_ISSUER, { issuer: { id: 'https://board.example/issuer' } }),
      jwtIssuer,
    );
    const credential = {
      ...withAchievement({ endorsement: [onAchievement] }),
      issuer: { id: ISSUER, type: ['Profile'], name: 'School', endorsementJwt: [onIssuer] },
    };
    const fetch = world({ 'https://board.example/.well-known/jwks.json': { keys: [jwtIssuer.publicJwk] } });
    // Context 3.0.3 as published by npm knows no endorsementJwt, so that RDF proofs can not cover one.
    const text = await jwtOf({ ...credential, issuer: { ...credential.issuer, id: CLR_ISSUER } }, registrar);
    const report = await verify({ form: 'jws', text }, { now: NOW, fetch });
    expect(report.verdict).toBe('verified');
    expect(verdicts(report.endorsements)).toEqual(['verified', 'verified']);
    expect(
      report.endorsements.map((one) => codesOf(one).filter((code) => code.startsWith('endorsement'))),
    ).toEqual([['endorsement-of-achievement'], ['endorsement-of-issuer']]);
  });

  it('does not become good by a stranger’s key', async () => {
    const inner = await signedAsIs(endorsement('https://school.example/credentials/1'), agency);
    const stranger = await didWebKey(AGENCY, 'key-1');
    const report = await verifyJson(await endorsedBy(inner), {
      fetch: world({ [AGENCY_DOCUMENT]: didDocument(AGENCY, [stranger]) }),
    });
    expect([report.verdict, ...verdicts(report.endorsements)]).toEqual(['verified', 'not-valid']);
  });

  it('is said not to be covered when it was put into the file afterwards', async () => {
    const inner = await signedAsIs(endorsement('https://school.example/credentials/1'), agency);
    const report = await verifyJson(
      { ...(await signedAward(school)), endorsement: [inner] },
      { fetch: world() },
    );
    expect(report.verdict).toBe('not-valid');
    expect(verdicts(report.endorsements)).toEqual(['verified']);
    expect(report.endorsements.flatMap(codesOf)).toContain('not-covered');
  });

  it('is said not to be covered where an inline context could have given its place another name', async () => {
    const inner = await signedAsIs(endorsement('https://school.example/credentials/1'), agency);
    const context = [...BADGE_CONTEXTS, { motto: 'https://school.example/terms#motto' }];
    const credential = award({ '@context': context, motto: 'Per mare', endorsement: [inner] });
    const report = await verifyJson(await signedAsIs(credential, school), { fetch: world() });
    expect([report.verdict, ...verdicts(report.endorsements)]).toEqual(['verified', 'verified']);
    expect(report.endorsements.flatMap(codesOf)).toContain('not-covered');
  });

  it('is not looked at further down than anybody honest goes', async () => {
    let inner: Json = await signedAsIs(endorsement('x:0'), agency);
    for (const depth of [1, 2, 3, 4]) {
      const issuer = { id: AGENCY, type: ['Profile'], endorsement: [inner] };
      inner = await signedAsIs(endorsement(`x:${depth}`, { issuer }), agency);
    }
    let report: Report | undefined = await verifyJson(await endorsedBy(inner), { fetch: world() });
    let depth = 0;
    while (report?.endorsements[0] !== undefined) {
      report = report.endorsements[0];
      depth += 1;
    }
    expect(depth).toBe(3);
    expect(report && codesOf(report)).toContain('nested-limit');
  });

  it('leaves out what is more than anybody reads, and says how many', async () => {
    const report = await verifyJson(
      await endorsedBy(
        ...Array.from({ length: 40 }, () =>
          endorsement('https://school.example/credentials/1', {
            id: 'https://agency.example/endorsements/2',
          }),
        ),
      ),
      {
        fetch: world(),
      },
    );
    expect(report.endorsements).toHaveLength(32);
    expect(report.checks).toContainEqual(
      expect.objectContaining({ code: 'nested-limit', params: { count: '8' } }),
    );
  });

  it('is verified on its own as what it is', async () => {
    const report = await verifyJson(
      await signedAsIs(endorsement('https://school.example/credentials/1'), agency),
      {
        fetch: world(),
      },
    );
    expect([report.verdict, report.subject.kind]).toEqual(['verified', 'endorsement']);
    expect(report.badge?.achievementId).toBe('https://school.example/credentials/1');
  });
});

describe('a CLR', () => {
  it('is verified, and each credential in it on its own: embedded, enveloped or a JWT', async () => {
    const embedded = await signedAward(school);
    const jwt = await jwtOf({ ...award(), issuer: { id: CLR_ISSUER } }, registrar);
    const enveloped = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vc+jwt,${jwt}`,
      type: 'EnvelopedVerifiableCredential',
    };
    const report = await verifyClr([embedded, enveloped, jwt]);
    expect([report.verdict, report.subject.kind]).toEqual(['verified', 'clr']);
    expect(verdicts(report.parts)).toEqual(['verified', 'verified', 'verified']);
    expect(report.parts.map(({ sealer }) => sealer.value)).toEqual([
      'school.example',
      'registrar.example',
      'registrar.example',
    ]);
    expect(report.checks).toContainEqual(expect.objectContaining({ code: 'parts-verified' }));
  });

  it('keeps its own answer when a member fails, and says that one failed', async () => {
    const changed = { ...(await signedAward(school)), name: 'Another' };
    const report = await verifyClr([await signedAward(school), changed]);
    expect([report.verdict, ...verdicts(report.parts)]).toEqual(['verified', 'verified', 'not-valid']);
    expect(report.checks).toContainEqual({
      id: 'parts',
      outcome: 'warning',
      code: 'parts-not-all-verified',
      params: { count: '2', verified: '1' },
    });
  });

  it('asks for an issuer’s document once for all members', async () => {
    const members = await Promise.all(
      [1, 2, 3].map((index) => signedAward(school, { id: `https://school.example/credentials/${index}` })),
    );
    const { fetch, asked } = counted(world());
    const report = await verifyClr(members, { fetch });
    expect(verdicts(report.parts)).toEqual(['verified', 'verified', 'verified']);
    expect(asked.get(DID_DOCUMENT)).toBe(1);
    expect(report.parts.map(({ evidence }) => evidence.length)).toEqual([1, 1, 1]);
    expect(report.evidence.filter(({ url }) => url === DID_DOCUMENT)).toHaveLength(1);
  });

  it('makes no more requests than a file may, however many members ask for their own', async () => {
    const member = await signedAward(school);
    const members = Array.from({ length: 80 }, (_, index) => ({
      ...member,
      issuer: `did:web:h${index}.example`,
    }));
    const { fetch, asked } = counted(world());
    const report = await verifyClr(members, { fetch });
    expect(report.parts).toHaveLength(80);
    expect([...asked.values()].reduce((sum, count) => sum + count, 0)).toBe(64);
    expect(report.parts.at(-1)?.verdict).toBe('could-not-check');
    expect(report.parts.at(-1)?.checks.map(({ code }) => code)).toContain('limit');
  });

  it('has the hosts that its members need among its own', async () => {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (String(input).includes('school.example'))
        throw Object.assign(new Error('no leave'), { reason: 'consent', host: 'school.example' });
      return world()(input, init);
    };
    const report = await verifyClr([await signedAward(school)], { fetch });
    expect([report.verdict, ...verdicts(report.parts)]).toEqual(['verified', 'could-not-check']);
    expect(report.needs).toEqual(['school.example']);
  });

  it('never lends its own good name to a member that proves nothing', async () => {
    const report = await verifyClr([
      award({ issuer: { id: CLR_ISSUER, type: ['Profile'], name: 'Registrar' } }),
    ]);
    expect([report.verdict, ...verdicts(report.parts)]).toEqual(['verified', 'not-valid']);
    expect(report.parts[0]?.sealer).toEqual({ kind: 'none' });
  });
});
