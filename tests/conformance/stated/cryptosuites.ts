// The W3C's signed documents and the Open Badges specification's own samples. The W3C's are no badges and use contexts
// for examples, which Laurel does not ship: they are asked about proof by proof, with the key that their folder names.
import { readdirSync } from 'node:fs';
import canonicalize from 'canonicalize';
import { createJsonLd } from '../../../lib/verify/jsonld/processor';
import { keyFromMultibase } from '../../../lib/verify/keys/multikey';
import { verifySignature } from '../../../lib/verify/proofs';
import {
  HAS_VECTORS,
  othersReplay,
  replay,
  strangersReplay,
  VECTORS,
  vectorBytes,
  vectorText,
} from '../replay';
import { type Judged, judgeBadge, type StatedCase } from './stated-case';

type Json = Record<string, unknown>;

/** Keys of 1EdTech's vectors, which signed none of the W3C's. */
const STRANGERS: Readonly<Record<string, string>> = {
  z6Mk: 'z6MkoMGF38Ck9xkdqrbZt4h9eHb1qc3GhAAkoSWa4Vy3SHRN',
  zDna: 'zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9',
};

const EXAMPLE_CONTEXTS: ReadonlyMap<string, unknown> = new Map(
  HAS_VECTORS
    ? [
        [
          'https://www.w3.org/ns/credentials/examples/v2',
          vector('contexts/w3c/credentials-examples-v2.jsonld'),
        ],
        ['https://w3id.org/citizenship/v4rc1', vector('contexts/w3c/citizenship-v4rc1.jsonld')],
      ]
    : [],
);

export const jsonLdOfExamples = () => createJsonLd(async () => undefined, EXAMPLE_CONTEXTS);

export const signedFiles: readonly string[] = ['w3c-vc-di-eddsa', 'w3c-vc-di-ecdsa'].flatMap((folder) =>
  filesIn(folder).filter((name) => /(?:^|\/)signed[^/]*\.json$/.test(name)),
);
export const derivedFiles = ['employ', 'prc'].map(
  (name) => `w3c-vc-di-ecdsa/ecdsa-sd-2023/${name}/derivedRevealDocument.json`,
);

const holding: StatedCase[] = [...signedFiles, ...derivedFiles].map((file) => ({
  file,
  stated: 'good',
  judge: () => everyProof(vector(file)),
  strangers: [
    () => everyProof(vector(file), strangersKey),
    () => everyProof(ofAnotherIssuer(vector(file))),
    // The credential as a whole: its issuer has no document, so that nobody vouches for the key.
    () => judgeBadge({ kind: 'file', bytes: vectorBytes(file) }, othersReplay()),
  ],
}));

const refused: StatedCase[] = [
  {
    file: 'w3c-vc-di-eddsa/proof-set-chain/proofChainTempDoc2.json',
    part: 'a link of a chain by itself',
    stated: 'bad',
    judge: () => everyProof(vector('w3c-vc-di-eddsa/proof-set-chain/proofChainTempDoc2.json')),
  },
  ...['employ', 'prc'].map((name): StatedCase => {
    const file = `w3c-vc-di-ecdsa/ecdsa-sd-2023/${name}/addSignedSDBase.json`;
    return {
      file,
      part: 'a base proof',
      stated: 'could-not-check',
      judge: () => judgeBadge({ kind: 'file', bytes: vectorBytes(file) }, replay()),
    };
  }),
];

const samples: StatedCase[] = ['ob-signed-credential.json', 'clr-signed-credential.json'].map((name) => {
  const file = `ob30-spec/${name}`;
  const judge = (fetch?: typeof globalThis.fetch) => () =>
    judgeBadge({ kind: 'file', bytes: vectorBytes(file) }, fetch);
  return {
    file,
    stated: 'verified',
    judge: judge(replay()),
    strangers: [judge(strangersReplay()), judge(othersReplay()), judge()],
  };
});

/** What is signed, as the W3C publishes it: N-Quads, or JSON in the form of RFC 8785. */
const canonical: StatedCase[] = ['w3c-vc-di-eddsa', 'w3c-vc-di-ecdsa']
  .flatMap(filesIn)
  .filter((name) => /\/canonDoc[^/]*\.txt$/.test(name))
  .map((file) => ({
    file,
    stated: 'this text',
    judge: async () => {
      const folder = file.slice(0, file.lastIndexOf('/') + 1);
      const signed = signedFiles.find(
        (name) => name.startsWith(folder) && !name.slice(folder.length).includes('/'),
      );
      if (signed === undefined) throw new Error(`nothing signed in ${folder}`);
      const { proof: _, ...unsecured } = vector(signed);
      const text = folder.includes('-jcs-') ? canonicalize(unsecured) : await statementsOf(unsecured, folder);
      const isSame = text?.trim() === vectorText(file).trim();
      return { outcome: isSame ? 'this text' : 'another text', codes: [] };
    },
  }));

async function statementsOf(unsecured: Json, folder: string): Promise<string> {
  const jsonLd = jsonLdOfExamples();
  const expanded = await jsonLd.expand(unsecured);
  if (expanded.kind === 'problem') throw new Error(expanded.problem.code);
  const statements = await jsonLd.canonize(expanded.value, folder.includes('-p384') ? 'SHA-384' : 'SHA-256');
  if (statements.kind === 'problem') throw new Error(statements.problem.code);
  return statements.value;
}

export const cryptosuiteCases: StatedCase[] = [...holding, ...refused, ...samples, ...canonical];

async function everyProof(document: Json, keyOf = keyNamedBy): Promise<Judged> {
  const codes: string[] = [];
  for (const proof of [document.proof].flat()) {
    codes.push(await verifySignature(document, proof, keyOf(proof), jsonLdOfExamples()));
  }
  return { outcome: codes.every((code) => code === 'good') ? 'good' : 'bad', codes };
}

export function keyNamedBy(proof: unknown) {
  return multibaseKey(methodOf(proof));
}

function strangersKey(proof: unknown) {
  const named = methodOf(proof);
  const kind = Object.keys(STRANGERS).find((start) => named.startsWith(start));
  // Of P-384 there is one pair in all of the vectors: a key of another kind is a stranger's as well.
  return multibaseKey(STRANGERS[kind ?? 'zDna'] ?? '');
}

function methodOf(proof: unknown): string {
  const { verificationMethod } = Object(proof);
  return String(verificationMethod).split('#')[1] ?? '';
}

function multibaseKey(text: string) {
  const outcome = keyFromMultibase(text);
  if (outcome.kind !== 'key') throw new Error(`no key in ${text}`);
  return outcome.key;
}

function ofAnotherIssuer(document: Json): Json {
  const { issuer } = document;
  const id = 'https://stranger.example/issuer';
  return { ...document, issuer: typeof issuer === 'string' ? id : { ...Object(issuer), id } };
}

function vector(file: string): Json {
  return JSON.parse(vectorText(file));
}

function filesIn(folder: string): string[] {
  if (!HAS_VECTORS) return [];
  return readdirSync(new URL(`${folder}/`, VECTORS), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  );
}
