// Suites that sign JSON as it stands, in the one form of RFC 8785 ([EDDSA] §3.3, [ECDSA] §3.3).
import canonicalize from 'canonicalize';
import type { HashName } from '../jsonld/processor';
import { concat, fromMultibase } from '../keys/bytes';
import type { KeyType } from '../keys/public-key';
import { digest, verifyBytes } from './signature';
import type { SuiteInput, SuiteOutcome } from './suite';

export interface JcsKind {
  keys: Partial<Record<KeyType, { hash: HashName; signatureBytes: number }>>;
}

export async function verifyJcs(
  { keys }: JcsKind,
  { document, proof, key }: SuiteInput,
): Promise<SuiteOutcome> {
  const kind = keys[key.type];
  if (kind === undefined) return { kind: 'wrong-key' };
  const signature = fromMultibase(proof.proofValue);
  if (signature === undefined || signature.length !== kind.signatureBytes) return { kind: 'bad' };

  const { proofValue: _, ...options } = proof.raw;
  // [EDDSA] §3.3.2 lets contexts be added behind those of the options. Added ones are not signed and could say what
  // they like about the signed words, so such a document can not be read.
  const context = options['@context'];
  if (context !== undefined && canonicalize(context) !== canonicalize(document['@context'])) {
    return { kind: 'problem', problem: { code: 'context-unknown', params: { name: '@context' } } };
  }
  const [optionsText, documentText] = [canonicalize(options), canonicalize(document)];
  if (optionsText === undefined || documentText === undefined) return { kind: 'bad' };
  const data = concat(await digest(kind.hash, optionsText), await digest(kind.hash, documentText));
  const good = await verifyBytes(key, signature, data, kind.hash);
  if (good === undefined) return { kind: 'wrong-key' };
  return { kind: good ? 'good' : 'bad' };
}
