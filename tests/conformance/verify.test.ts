// Third-party vectors against their stated verdicts (../shared/vectors/MANIFEST.md), through the public face.
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type Report, type Verdict, verifyAll } from '../../lib/verify';
import { deriveCredential } from '../../lib/verify/disclose';
import { createJsonLd } from '../../lib/verify/jsonld/processor';
import { keyFromMultibase } from '../../lib/verify/keys/multikey';
import { verifySignature } from '../../lib/verify/proofs';
import {
  DOCUMENTS,
  HAS_VECTORS,
  othersReplay,
  replay,
  strangersReplay,
  VECTORS,
  vectorBytes,
  vectorText,
} from './replay';

const NOW = new Date('2026-11-23T12:00:00Z');

/** What MANIFEST.md states, in the words of a verdict. */
const STATED: Readonly<Record<string, Verdict>> = {
  'ob30/simple.json': 'verified',
  'ob30/simple.1ob': 'verified',
  'ob30/simple_v1.json': 'verified',
  'ob30/simple-did-key-method.json': 'verified',
  'ob30/simple-did-web-method.json': 'verified',
  'ob30/simple-multiple-proofs.json': 'verified',
  'ob30/simple-json.png': 'verified',
  'ob30/simple-jwt.png': 'verified',
  'ob30/simple-jwt_v1.png': 'verified',
  'ob30/simple-json.svg': 'verified',
  'ob30/simple-jwt.svg': 'verified',
  'ob30/simple-jwt_v1.svg': 'verified',
  'ob30/simple-context-alias.json': 'verified',
  'ob30/simple-context-version.json': 'verified',
  'ob30/simple-eddsa-2022.json': 'verified',
  'ob30/simple-err-type.json': 'not-valid',
  'ob30/simple-err-proof-method.json': 'not-valid',
  'ob30/simple-err-proof-method-no-scheme.json': 'not-valid',
  'ob30/simple-err-proof-method-unknown-scheme.json': 'not-valid',
  'ob30/simple-err-proof-method-unknown-did-method.json': 'not-valid',
  'ob30/simple-err-proof-value.json': 'not-valid',
  'ob30/simple-err-expired.json': 'expired',
  'ob30/simple-err-issued.json': 'not-yet-valid',
  'ob30/simple-err-context.json': 'not-valid',
  'ob30/simple-err-issuer.json': 'not-valid',
  'ob30/simple-err-credential-subject-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-identifier-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-result-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-achievement-result-description-type.json': 'not-valid',
  'ob30/simple-err-credential-subject-profile-type.json': 'not-valid',
  'ob30/simple-err-evidence-type.json': 'not-valid',
  'ob30/simple-err-issuer-type.json': 'not-valid',
  'ob30/simple-err-issuer-parentorg-type.json': 'not-valid',
  'ob30/simple-err-issuer-otheridentifier-type.json': 'not-valid',
  'ob30/simple-noproof.json': 'not-valid',
  'ob30/simple.jwt': 'not-valid',
  'ob30/velocity.jwt': 'not-valid',
  'ob30/complete.json': 'not-valid',
  'ob30/complete_v1.json': 'not-valid',
  'ob30/credential-status-revoked.json': 'revoked',
  'ob30/bit-string-list/credential-status-revoked.json': 'revoked',
  'ob30/bit-string-list/credential-status-revoked-blank-nodes.json': 'revoked',
  'ob30/endorsement-valid.json': 'verified',
  'ob30/endorsement-err-schema-status-refresh.json': 'not-valid',
  'ob30/sd/derivedcredential.json': 'verified',
  'clr20/simple.json': 'verified',
  'clr20/simple_v1.json': 'verified',
  'clr20/simple_old_safesigned.json': 'not-valid',
  'clr20/simple-noproof.json': 'not-valid',
};

/** Where Laurel says something else on purpose: what, by which check, by which clause, why. */
const EXPLAINED: Readonly<
  Record<string, { verdict: Verdict; code: string; clause: string; reason: string }>
> = {
  'ob30/simple-did-key-method.json': {
    verdict: 'could-not-check',
    code: 'key-not-tied',
    clause: 'DI §4.4 (controller), DESIGN "Keys"',
    reason: 'the issuer is a urn:uuid: nothing says that the did:key which signed is the issuer’s',
  },
  'ob30/simple-err-issued.json': {
    verdict: 'not-valid',
    code: 'shape-missing',
    clause: 'OB 3.0 §B.1.3 AchievementSubject.achievement [1]',
    reason:
      'it awards no achievement, which comes before its dates; the source only asserts one of its errors',
  },
  'ob30/velocity.jwt': {
    verdict: 'could-not-check',
    code: 'key-not-tied',
    clause: 'OB 3.0 §8.2.4.1',
    reason:
      'its did:web host can not be reached, so nothing is known of the key; nothing shows that it is forged',
  },
  'ob30/complete.json': {
    verdict: 'could-not-check',
    code: 'proof-good',
    clause: 'DESIGN "Verdict": other schema misses are warnings; status not had',
    reason: 'its stated fault is a schema address that is a 404; its revocation list is not published either',
  },
  'clr20/simple_v1.json': {
    verdict: 'could-not-check',
    code: 'key-not-tied',
    clause: 'DI §4.4 (controller), DESIGN "Keys"',
    reason: 'the issuer is a urn:uuid, and the key is a fragment of that name',
  },
  'clr20/simple_old_safesigned.json': {
    verdict: 'could-not-check',
    code: 'context-unknown',
    clause: 'DESIGN "Verdict": context not known',
    reason: 'its draft context is not published any more; safe mode can not be tried',
  },
};

/** Badges whose answer needs an issuer's document, and the ones that tell without asking anybody. */
const VALID = Object.entries(STATED)
  .filter(([, verdict]) => verdict === 'verified')
  .map(([file]) => file);

describe.skipIf(!HAS_VECTORS)('the 1EdTech public validator’s credentials', () => {
  let asStated = 0;
  let explained = 0;
  afterAll(() => {
    const total = Object.keys(STATED).length;
    console.log(`1EdTech public validator: ${asStated} of ${total} as stated, ${explained} explained`);
  });

  it.each(Object.entries(STATED))('%s: %s', async (file, stated) => {
    const report = await reportOf(file, replay());
    const deviation = EXPLAINED[file];
    expect(report.verdict).toBe(deviation?.verdict ?? stated);
    if (deviation === undefined) asStated += 1;
    else {
      expect(report.checks.map((check) => check.code)).toContain(deviation.code);
      explained += 1;
    }
  });

  it('names no deviation that is none', () => {
    for (const [file, { verdict }] of Object.entries(EXPLAINED)) expect(verdict).not.toBe(STATED[file]);
  });

  it.each(VALID)('%s without the network: could not check', async (file) => {
    const report = await reportOf(file, undefined);
    expect(report.verdict).toBe('could-not-check');
    expect(report.sealer).toEqual({ kind: 'none' });
  });

  it.each(VALID.filter((file) => EXPLAINED[file] === undefined))(
    '%s with a stranger’s key in its issuer’s documents: not valid',
    async (file) => {
      const report = await reportOf(file, strangersReplay());
      expect(report.verdict).toBe('not-valid');
    },
  );

  it.each(VALID)('%s with a stranger’s documents for its issuer’s: never verified', async (file) => {
    const report = await reportOf(file, othersReplay());
    expect(report.verdict).not.toBe('verified');
  });

  it('says where every replayed document comes from', () => {
    for (const document of DOCUMENTS) expect(document.from).not.toBe('');
    expect(new Set(DOCUMENTS.map((document) => document.url)).size).toBe(DOCUMENTS.length);
  });

  async function reportOf(file: string, fetch: typeof globalThis.fetch | undefined): Promise<Report> {
    const bytes = vectorBytes(`1edtech-public-validator/${file}`);
    const reports = await verifyAll(
      { kind: 'file', bytes },
      fetch === undefined ? { now: NOW } : { now: NOW, fetch },
    );
    expect(reports).toHaveLength(1);
    const [report] = reports;
    if (report === undefined) throw new Error(`${file} gave no report`);
    return report;
  }
});

describe.skipIf(!HAS_VECTORS)('the specification’s own samples', () => {
  it.each(['ob-signed-credential.json', 'clr-signed-credential.json'])(
    '%s verifies with its issuer’s document',
    async (file) => {
      const bytes = vectorBytes(`ob30-spec/${file}`);
      const [report] = await verifyAll({ kind: 'file', bytes }, { now: NOW, fetch: replay() });
      expect(report?.checks.map((check) => check.code)).toContain('proof-good');
      expect(report?.sealer).toEqual({ kind: 'domain', value: 'example.edu' });
    },
  );
});

/** The W3C samples use contexts for examples, which Laurel does not ship. */
const EXAMPLE_CONTEXTS: ReadonlyMap<string, unknown> = new Map(
  HAS_VECTORS
    ? [
        [
          'https://www.w3.org/ns/credentials/examples/v2',
          objectOf(vectorText('contexts/w3c/credentials-examples-v2.jsonld')),
        ],
        ['https://w3id.org/citizenship/v4rc1', objectOf(vectorText('contexts/w3c/citizenship-v4rc1.jsonld'))],
      ]
    : [],
);

describe.skipIf(!HAS_VECTORS)('the W3C cryptosuites’ signed documents, proof by proof', () => {
  const FOLDERS = ['w3c-vc-di-eddsa', 'w3c-vc-di-ecdsa'];
  const files = HAS_VECTORS
    ? FOLDERS.flatMap((folder) =>
        readdirSync(new URL(`${folder}/`, VECTORS), { recursive: true, encoding: 'utf8' })
          .filter((name) => /(?:^|\/)signed[^/]*\.json$/.test(name))
          .map((name) => `${folder}/${name}`),
      )
    : [];

  it('finds them', () => {
    expect(files.length).toBeGreaterThanOrEqual(14);
  });

  it.each(files)('%s', async (file) => {
    const document = objectOf(vectorText(file));
    for (const proof of [document.proof].flat()) {
      expect(await verifySignature(document, proof, keyNamedBy(proof), jsonLdForTests())).toBe('good');
    }
  });

  it.each(files)('%s, with one word changed', async (file) => {
    const document = objectOf(vectorText(file));
    const changed = { ...document, id: 'urn:uuid:00000000-0000-4000-8000-000000000000' };
    for (const proof of [document.proof].flat()) {
      expect(await verifySignature(changed, proof, keyNamedBy(proof), jsonLdForTests())).toBe('bad');
    }
  });
});

describe.skipIf(!HAS_VECTORS)('the W3C’s selective disclosure with ecdsa-sd-2023', () => {
  const FOLDER = 'w3c-vc-di-ecdsa/ecdsa-sd-2023';

  it.each(['employ', 'prc'])('%s: the derived proof holds', async (name) => {
    const document = objectOf(vectorText(`${FOLDER}/${name}/derivedRevealDocument.json`));
    const { proof } = document;
    expect(await verifySignature(document, proof, keyNamedBy(proof), jsonLdForTests())).toBe('good');
  });

  it.each(['employ', 'prc'])('%s: with one date changed it does not', async (name) => {
    const document = objectOf(vectorText(`${FOLDER}/${name}/derivedRevealDocument.json`));
    const { proof } = document;
    const changed = { ...document, validUntil: '2099-01-01T00:00:00Z' };
    expect(await verifySignature(changed, proof, keyNamedBy(proof), jsonLdForTests())).toBe('bad');
  });

  it.each([
    ['employ', 'employSelective.json'],
    ['prc', 'prCredSelective.json'],
  ])('%s: the same is derived from the base proof, to the byte', async (name, chosen) => {
    const text = vectorText(`${FOLDER}/${name}/addSignedSDBase.json`);
    const pointers: string[] = JSON.parse(vectorText(`w3c-vc-di-ecdsa/${chosen}`));
    const derived = await deriveCredential(text, pointers, EXAMPLE_CONTEXTS);
    if (derived.kind === 'problem') throw new Error(derived.problem.code);
    const expected = objectOf(vectorText(`${FOLDER}/${name}/derivedRevealDocument.json`));
    expect(derived.credential).toEqual(expected);
  });

  it.each(['employ', 'prc'])('%s: the base proof is for its holder', async (name) => {
    const text = vectorText(`${FOLDER}/${name}/addSignedSDBase.json`);
    const [report] = await verifyAll({ kind: 'text', text }, { now: NOW });
    expect(report?.verdict).toBe('could-not-check');
    expect(report?.checks).toContainEqual({ id: 'proof', outcome: 'unknown', code: 'proof-for-holder' });
  });
});

function keyNamedBy(proof: unknown) {
  const method = objectValue(proof).verificationMethod;
  const outcome = keyFromMultibase(String(method).split('#')[1] ?? '');
  if (outcome.kind !== 'key') throw new Error(`no key in ${String(method)}`);
  return outcome.key;
}

function jsonLdForTests() {
  return createJsonLd(async () => undefined, EXAMPLE_CONTEXTS);
}

function objectOf(text: string): Record<string, unknown> {
  return objectValue(JSON.parse(text));
}

function objectValue(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return { ...value };
}
