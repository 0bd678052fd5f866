// A key as controller documents write it: Multikey, JsonWebKey and the older suites' forms.
import type { JsonObject } from '../parse-json';
import { fromBase58 } from './bytes';
import { jwkOfPoint } from './elliptic';
import { keyFromMultibase, readEd25519 } from './multikey';
import { keyFromPem } from './pem';
import { type KeyOutcome, type KeyType, keyFromJwk, malformed, unknownKind } from './public-key';

/** What the names of the older types promise. */
const PROMISED: readonly [prefix: string, kind: KeyType][] = [
  ['Ed25519', 'Ed25519'],
  ['EcdsaSecp256r1', 'P-256'],
  ['P256Key', 'P-256'],
];

/** Reads whichever form is there; the type only has to agree where it promises a kind of key. */
export async function keyFromMethod(method: JsonObject): Promise<KeyOutcome> {
  const outcome = await readForm(method);
  const promised = PROMISED.find(([prefix]) => String(method.type).startsWith(prefix))?.[1];
  return outcome.kind === 'key' && promised !== undefined && outcome.key.type !== promised
    ? malformed()
    : outcome;
}

async function readForm(method: JsonObject): Promise<KeyOutcome> {
  if ('secretKeyMultibase' in method || 'privateKeyMultibase' in method || 'privateKeyBase58' in method) {
    return { kind: 'problem', problem: { code: 'key-private' } };
  }
  if (method.publicKeyMultibase !== undefined) return keyFromMultibase(method.publicKeyMultibase);
  if (method.publicKeyJwk !== undefined) return keyFromJwk(method.publicKeyJwk);
  if (method.publicKeyBase58 !== undefined) return keyFromBase58(method);
  if (method.publicKeyPem !== undefined) return keyFromPem(method.publicKeyPem);
  return unknownKind(String(method.type ?? 'key').slice(0, 80));
}

/** Ed25519VerificationKey2018: the bare 32 bytes. EcdsaSecp256r1VerificationKey2019: the bare point. */
function keyFromBase58({ publicKeyBase58, type }: JsonObject): KeyOutcome {
  if (typeof publicKeyBase58 !== 'string' || publicKeyBase58.length > 100) return malformed();
  const bytes = fromBase58(publicKeyBase58);
  if (bytes === undefined) return malformed();
  const name = String(type ?? 'Ed25519');
  const kind = PROMISED.find(([prefix]) => name.startsWith(prefix))?.[1];
  if (kind === undefined) return unknownKind(name.slice(0, 80));
  const jwk = kind === 'P-256' ? jwkOfPoint(kind, bytes) : readEd25519(bytes);
  return jwk === undefined ? malformed() : keyFromJwk(jwk);
}
