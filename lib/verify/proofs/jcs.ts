// Suites that sign JSON as it stands, in the one form of RFC 8785 ([EDDSA] §3.3, [ECDSA] §3.3).
import canonicalize from 'canonicalize';
import type { HashName } from '../jsonld/processor';
import { concat, fromMultibase } from '../keys/bytes';
import type { KeyType } from '../keys/public-key';
import { asList } from '../parse-json';
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
  // The context of the options, when they carry one, must be how the document's begins ([EDDSA] §3.3.2).
  const context = options['@context'];
  if (context !== undefined && !beginsWith(document['@context'], context)) return { kind: 'bad' };
  const signed = context === undefined ? document : { ...document, '@context': context };
  const [optionsText, documentText] = [canonicalize(options), canonicalize(signed)];
  if (optionsText === undefined || documentText === undefined) return { kind: 'bad' };
  const data = concat(await digest(kind.hash, optionsText), await digest(kind.hash, documentText));
  const good = await verifyBytes(key, signature, data, kind.hash);
  if (good === undefined) return { kind: 'wrong-key' };
  return { kind: good ? 'good' : 'bad' };
}

function beginsWith(whole: unknown, beginning: unknown): boolean {
  const all = asList(whole).map((item) => JSON.stringify(item));
  return asList(beginning).every((item, index) => JSON.stringify(item) === all[index]);
}
