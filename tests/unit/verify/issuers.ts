// Issuers for tests of verification: signed by tools that Laurel shares no code with, answering by replay.
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import type { Multikey } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type BadgeDocument, type Report, type VerifyEnvironment, verify } from '../../../lib/verify';
import { didDocument, didWebKey, documentLoader, openBadgeCredential, sign } from '../../sites/signing';

export const NOW = new Date('2026-11-23T12:00:00Z');
export const ISSUER = 'did:web:school.example';
export const DID_DOCUMENT = 'https://school.example/.well-known/did.json';

export type Json = Record<string, unknown>;

/** An award by school.example, before it is signed. */
export function award(changes: Json = {}): Json {
  return {
    ...openBadgeCredential({
      id: 'https://school.example/credentials/1',
      issuer: { id: ISSUER, name: 'School', url: 'https://school.example' },
      achievement: {
        id: 'https://school.example/achievements/1',
        name: 'Tide tables',
        description: 'Reads tide tables.',
        criteria: 'Read ten.',
        image: 'https://school.example/tide.png',
      },
      validFrom: '2026-01-01T00:00:00Z',
    }),
    ...changes,
  };
}

export function schoolKey(): Promise<Multikey> {
  return didWebKey(ISSUER, 'key-1');
}

export async function signedAward(key: Multikey, changes: Json = {}): Promise<Json> {
  return sign(award(changes), key, NOW);
}

interface ProofMaker {
  createProof(options: object): Promise<Json>;
}

/** Signs whatever it is given: `issue` of @digitalbazaar/vc looks at shape and dates first, the careless do not. */
export async function signedAsIs(credential: Json, key: Multikey): Promise<Json> {
  const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite, date: NOW });
  // The package's own types name no more than its constructor.
  const proof = await (suite as unknown as ProofMaker).createProof({
    document: credential,
    purpose: { update: async (draft: Json) => ({ ...draft, proofPurpose: 'assertionMethod' }) },
    documentLoader: documentLoader(),
  });
  return { ...credential, proof };
}

export function schoolReplay(keys: Multikey[], more: Readonly<Record<string, unknown>> = {}): typeof fetch {
  return replayOf({ [DID_DOCUMENT]: didDocument(ISSUER, keys), ...more });
}

/** Answers JSON from a table and 404 to everything else. */
export function replayOf(documents: Readonly<Record<string, unknown>>): typeof fetch {
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const document = documents[url];
    return document === undefined
      ? new Response('not here', { status: 404 })
      : new Response(typeof document === 'string' ? document : JSON.stringify(document), {
          headers: { 'content-type': 'application/json' },
        });
  };
}

export function verifyJson(document: unknown, environment: VerifyEnvironment): Promise<Report> {
  return verify({ form: 'json', text: JSON.stringify(document) } satisfies BadgeDocument, {
    now: NOW,
    ...environment,
  });
}

export function codesOf(report: Report): string[] {
  return report.checks.map((check) => check.code);
}
