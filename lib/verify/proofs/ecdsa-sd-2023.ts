// ecdsa-sd-2023 ([ECDSA] §3.6): the holder shows some of the signed statements. The issuer's key vouches for those
// that are always shown and for a key made for this credential, and that key for each of the others.

import { concat } from '../keys/bytes';
import { keyFromMultikeyBytes } from '../keys/multikey';
import type { Check } from '../report';
import { hashOptions } from './rdfc';
import { relabel } from './sd/labels';
import { type DerivedProofValue, readDerived, readProofForm } from './sd/proof-value';
import { digest, importVerifier, verifyBytes } from './signature';
import type { ProofOptions, ProofSuite, SuiteInput, SuiteOutcome } from './suite';

export const ecdsaSd2023: ProofSuite = {
  name: 'ecdsa-sd-2023',
  signs: 'statements',
  showsPart: true,
  refuse: refuseBaseProof,
  verify,
};

/**
 * A base proof is for the holder, who makes from it what others get; [ECDSA] §3.6 lets nobody verify it. It may be
 * perfectly genuine, and nothing has shown otherwise, so this is no failed proof and the answer not "not valid".
 */
function refuseBaseProof({ proofValue }: ProofOptions): Check | undefined {
  const read = readProofForm(proofValue);
  if (read === undefined) return { id: 'proof', outcome: 'failed', code: 'proof-malformed' };
  return read.form === 'base' ? { id: 'proof', outcome: 'unknown', code: 'proof-for-holder' } : undefined;
}

async function verify(input: SuiteInput): Promise<SuiteOutcome> {
  const { document, proof, key, jsonLd } = input;
  if (key.type !== 'P-256') return { kind: 'wrong-key' };
  const read = readProofForm(proof.proofValue);
  const value = read?.form === 'derived' ? readDerived(read.body) : undefined;
  if (value === undefined) return { kind: 'bad' };

  const proofHash = await hashOptions(input, 'SHA-256');
  if (proofHash.kind !== 'done') return proofHash;
  const expanded = await jsonLd.expand(document);
  if (expanded.kind === 'problem') return expanded;
  const nQuads = await jsonLd.canonize(expanded.value, 'SHA-256');
  if (nQuads.kind === 'problem') return nQuads;
  const statements = relabel(nQuads.value, value.labels);
  if (statements === undefined) return { kind: 'bad' };
  const isMandatory = (_: string, index: number) => value.mandatoryIndexes.has(index);
  const mandatory = statements.filter(isMandatory);
  const chosen = statements.filter((statement, index) => !isMandatory(statement, index));

  const mandatoryHash = await digest('SHA-256', mandatory.join(''));
  const signed = concat(proofHash.value, value.publicKey, mandatoryHash);
  const good = await verifyBytes(key, value.baseSignature, signed, 'SHA-256');
  if (good === undefined) return { kind: 'wrong-key' };
  return { kind: good && (await areSigned(chosen, value)) ? 'good' : 'bad' };
}

async function areSigned(
  statements: readonly string[],
  { publicKey, signatures }: DerivedProofValue,
): Promise<boolean> {
  const outcome = keyFromMultikeyBytes(publicKey);
  if (signatures.length !== statements.length || outcome.kind === 'problem') return false;
  const { key } = outcome;
  const isSigned = key.type === 'P-256' ? await importVerifier(key, 'SHA-256') : undefined;
  if (isSigned === undefined) return false;
  const text = new TextEncoder();
  const answers = await Promise.all(
    signatures.map((signature, index) => isSigned(signature, text.encode(statements[index]))),
  );
  return answers.every((answer) => answer);
}
