// A credential as its holder keeps it, with the base proof from which others are made.
import { asList, isJsonObject, type JsonObject, parseObject } from '../../parse-json';
import { decodeCbor } from './cbor';
import { isBytes, isSignatures, readProofForm } from './proof-value';

export interface BaseProofValue {
  baseSignature: Uint8Array;
  publicKey: Uint8Array;
  hmacKey: Uint8Array;
  /** One a statement that is not always shown, in the order of the statements. */
  signatures: Uint8Array[];
  /** JSON pointers to what is always shown. */
  mandatoryPointers: string[];
}

export interface HeldCredential {
  /** Without its proofs. */
  document: JsonObject;
  proof: JsonObject;
  value: BaseProofValue;
}

/** Undefined when there is no base proof of ecdsa-sd-2023, or a damaged one. */
export function readHeldCredential(text: string): HeldCredential | undefined {
  const parsed = parseObject(text);
  if (parsed.kind === 'problem') return undefined;
  const { proof: proofs, ...document } = parsed.value;
  for (const proof of asList(proofs).filter(isJsonObject)) {
    const value = readBase(proof);
    // What a chain of proofs signs besides can not be shown in part.
    if (value !== undefined && proof.previousProof === undefined) return { document, proof, value };
  }
  return undefined;
}

/** [ECDSA] §3.5.3 parseBaseProofValue. */
function readBase({ cryptosuite, proofValue }: JsonObject): BaseProofValue | undefined {
  if (cryptosuite !== 'ecdsa-sd-2023' || typeof proofValue !== 'string') return undefined;
  const read = readProofForm(proofValue);
  const parts = read?.form === 'base' ? decodeCbor(read.body) : undefined;
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [baseSignature, publicKey, hmacKey, signatures, pointers] = parts;
  return isBytes(baseSignature, 64) &&
    isBytes(publicKey, 35) &&
    isBytes(hmacKey, 32) &&
    isSignatures(signatures) &&
    Array.isArray(pointers) &&
    pointers.every((pointer) => typeof pointer === 'string')
    ? { baseSignature, publicKey, hmacKey, signatures, mandatoryPointers: pointers }
    : undefined;
}
