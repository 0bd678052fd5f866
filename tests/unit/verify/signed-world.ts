// Signed badges for tests, made with Node's own cryptography: Laurel shares no code with it.
import { createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { verifyAll } from '../../../lib/verify';
import type { VerifyEnvironment } from '../../../lib/verify/report';
import { ACADEMY, assertion, badgeClass, NOW, profile, replay, type World } from './hosted-world';

export const KEY_ID = `${ACADEMY}/keys/1`;
export const LIST = `${ACADEMY}/revoked`;

export const academyKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const pemOf = (key: KeyObject, type: 'spki' | 'pkcs1' = 'spki') =>
  key.export({ format: 'pem', type }).toString();

/** The 2.0 award of academy.example, to be signed. */
export const award = {
  ...assertion,
  id: 'urn:uuid:a1b5c832-cf5b-4ed7-8a4c-0f2b1f3e6a10',
  verification: { type: 'SignedBadge', creator: KEY_ID },
};

export const keyDocument = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'CryptographicKey',
  id: KEY_ID,
  owner: profile.id,
  publicKeyPem: pemOf(academyKey.publicKey),
};

export function signedWorld(changes: { profile?: object; key?: object; list?: unknown } = {}): World {
  return {
    [badgeClass.id]: { body: badgeClass },
    [profile.id]: { body: { ...profile, publicKey: KEY_ID, ...changes.profile } },
    [KEY_ID]: { body: { ...keyDocument, ...changes.key } },
    ...(changes.list === undefined ? {} : { [LIST]: { body: changes.list } }),
  };
}

export function jws(
  payload: object,
  key: KeyObject = academyKey.privateKey,
  header: Record<string, unknown> = { alg: 'RS256' },
): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signatureOf(input, key, String(header.alg)).toString('base64url')}`;
}

function signatureOf(input: string, key: KeyObject, alg: string): Buffer {
  if (key.asymmetricKeyType === 'ed25519') return sign(null, Buffer.from(input), key);
  return createSign(`sha${alg.slice(2)}`)
    .update(input)
    .sign({ key, dsaEncoding: 'ieee-p1363' });
}

/** Through the public face, as a file that holds the JWS. */
export async function verifyJws(
  text: string,
  world: World,
  recipients?: { type: string; value: string }[],
  more: Pick<VerifyEnvironment, 'fitsSchema'> = {},
) {
  const asked: string[] = [];
  const [report] = await verifyAll(
    { kind: 'text', text },
    { fetch: replay(world, asked), now: NOW, ...(recipients === undefined ? {} : { recipients }), ...more },
  );
  if (report === undefined) throw new Error('no badge was found in the text');
  const codes = report.checks.map(({ outcome, code }) => `${outcome} ${code}`);
  return { ...report, codes, asked };
}
