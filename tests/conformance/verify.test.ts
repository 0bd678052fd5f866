// Third-party vectors with what their issuers publish left out or exchanged, and the specifications’ own samples.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Report, verifyAll } from '../../lib/verify';
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
import { DIFFERENCES } from './stated/explained';
import { PUBLIC_VALIDATOR_STATED } from './stated/public-validator';

const NOW = new Date('2026-11-23T12:00:00Z');

/** Badges whose answer needs an issuer's document, and the ones that tell without asking anybody. */
const VALID = Object.entries(PUBLIC_VALIDATOR_STATED)
  .filter(([, verdict]) => verdict === 'verified')
  .map(([file]) => file);

/** What each of them says is compared in `every-vector.test.ts`. */
describe.skipIf(!HAS_VECTORS)('the 1EdTech public validator’s genuine credentials', () => {
  it.each(VALID)('%s without the network: could not check', async (file) => {
    const report = await reportOf(file, undefined);
    expect(report.verdict).toBe('could-not-check');
    expect(report.sealer).toEqual({ kind: 'none' });
  });

  it.each(VALID.filter((file) => DIFFERENCES[`1edtech-public-validator/${file}`] === undefined))(
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
