// A key as controller documents write it: Multikey, JsonWebKey and the older suites' forms.
import type { JsonObject } from '../parse-json';
import { fromBase58 } from './bytes';
import { keyFromMultibase, readEd25519 } from './multikey';
import { keyFromPem } from './pem';
import { type KeyOutcome, keyFromJwk, malformed, unknownKind } from './public-key';

/** Reads whichever form is there; the type only has to agree where it promises a kind of key. */
export async function keyFromMethod(method: JsonObject): Promise<KeyOutcome> {
  const outcome = await readForm(method);
  const type = String(method.type);
  return outcome.kind === 'key' && type.startsWith('Ed25519') && outcome.key.type !== 'Ed25519'
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

/** Ed25519VerificationKey2018: the bare 32 bytes. */
function keyFromBase58({ publicKeyBase58, type }: JsonObject): KeyOutcome {
  if (typeof publicKeyBase58 !== 'string' || publicKeyBase58.length > 100) return malformed();
  if (typeof type === 'string' && !type.startsWith('Ed25519')) return unknownKind(type.slice(0, 80));
  const bytes = fromBase58(publicKeyBase58);
  const jwk = bytes === undefined ? undefined : readEd25519(bytes);
  return jwk === undefined ? malformed() : keyFromJwk(jwk);
}
