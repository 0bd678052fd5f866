// Suites that sign canonical RDF statements: hash of the proof's options, then hash of the document ([EDDSA] §3.2, [ECDSA] §3.2).
import type { ExpandedNode, HashName, JsonLdOutcome } from '../jsonld/processor';
import { concat, fromMultibase } from '../keys/bytes';
import type { KeyType } from '../keys/public-key';
import { isJsonObject, type JsonObject } from '../parse-json';
import { digest, importVerifier } from './signature';
import type { ProofOptions, SuiteInput, SuiteOutcome } from './suite';

export interface RdfcKind {
  /** Signature bytes and hash by kind of key. */
  keys: Partial<Record<KeyType, { hash: HashName; signatureBytes: number }>>;
}

export async function verifyRdfc({ keys }: RdfcKind, input: SuiteInput): Promise<SuiteOutcome> {
  const { proof, key } = input;
  const kind = keys[key.type];
  if (kind === undefined) return { kind: 'wrong-key' };
  const signature = fromMultibase(proof.proofValue);
  if (signature === undefined || signature.length !== kind.signatureBytes) return { kind: 'bad' };

  const [proofHash, documentHash, isSigned] = await Promise.all([
    hashOptions(input, kind.hash),
    hashDocument(input, kind.hash),
    importVerifier(key, kind.hash),
  ]);
  if (proofHash.kind !== 'done') return proofHash;
  if (documentHash.kind === 'problem') return documentHash;
  if (isSigned === undefined) return { kind: 'wrong-key' };
  const good = await isSigned(signature, concat(proofHash.value, documentHash.value));
  return { kind: good ? 'good' : 'bad' };
}

/** Of the proof without its value, under the document's words. */
export async function hashOptions(
  input: SuiteInput,
  hash: HashName,
): Promise<JsonLdOutcome<Uint8Array> | { kind: 'aliased' }> {
  const { document, proof, jsonLd } = input;
  const { proofValue: _, ...options } = proof.raw;
  const expanded = await jsonLd.expand({ ...options, '@context': document['@context'] });
  if (expanded.kind === 'problem') return expanded;
  return saysTheSame(expanded.value, proof) ? hashOf(expanded.value, hash, input) : { kind: 'aliased' };
}

async function hashDocument(input: SuiteInput, hash: HashName): Promise<JsonLdOutcome<Uint8Array>> {
  const expanded = await input.jsonLd.expand(input.document);
  return expanded.kind === 'problem' ? expanded : hashOf(expanded.value, hash, input);
}

async function hashOf(
  expanded: ExpandedNode,
  hash: HashName,
  { jsonLd }: SuiteInput,
): Promise<JsonLdOutcome<Uint8Array>> {
  const quads = await jsonLd.canonize(expanded, hash);
  return quads.kind === 'problem' ? quads : { kind: 'done', value: await digest(hash, quads.value) };
}

const SECURITY = 'https://w3id.org/security#';

/**
 * The purpose, key and expiry that were read by plain name are those of the signed statements: an inline context
 * could call the purpose something else and hide an expiry.
 */
function saysTheSame(expanded: ExpandedNode, proof: ProofOptions): boolean {
  const suite = proof.cryptosuite;
  return (
    Object.entries(expanded).every(([name, values]) => name.startsWith('@') || isFlat(values)) &&
    !('@reverse' in expanded || '@included' in expanded || '@graph' in expanded) &&
    sameOnes(expanded['@type'], [SECURITY + proof.type]) &&
    sameOnes(idsOf(expanded[`${SECURITY}proofPurpose`]), [SECURITY + proof.proofPurpose]) &&
    sameOnes(idsOf(expanded[`${SECURITY}verificationMethod`]), [proof.verificationMethod]) &&
    sameOnes(
      valuesOf(expanded[`${SECURITY}expiration`]),
      proof.expires === undefined ? [] : [proof.expires],
    ) &&
    sameOnes(valuesOf(expanded[`${SECURITY}cryptosuite`]), suite === undefined ? [] : [suite])
  );
}

/** Values and names of nodes, no statements about other nodes. */
function isFlat(values: unknown): boolean {
  return (
    Array.isArray(values) &&
    values.every((value) => isJsonObject(value) && ('@value' in value || Object.keys(value).join() === '@id'))
  );
}

function sameOnes(found: unknown, expected: readonly string[]): boolean {
  const list = Array.isArray(found) ? found : [];
  return list.length === expected.length && list.every((item, index) => item === expected[index]);
}

function idsOf(values: unknown): unknown[] {
  return members(values).map((value) => value['@id']);
}

function valuesOf(values: unknown): unknown[] {
  return members(values).map((value) => value['@value']);
}

function members(values: unknown): JsonObject[] {
  return (Array.isArray(values) ? values : []).filter(isJsonObject);
}
