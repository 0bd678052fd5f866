// The proof value of ecdsa-sd-2023 ([ECDSA] §3.5): three bytes that say which of its two forms follows, then CBOR.
import { fromBase64Url, toBase64Url } from '../../keys/bytes';
import { type CborValue, decodeCbor } from './cbor';

export interface DerivedProofValue {
  /** By the issuer's key: over the options, `publicKey` and the statements that are always shown. */
  baseSignature: Uint8Array;
  /** A P-256 Multikey without its multibase letter, made for this one credential. */
  publicKey: Uint8Array;
  /** By `publicKey`, one a statement that is not always shown. */
  signatures: Uint8Array[];
  /** From the names that canonicalization gives blank nodes (`c14n0`) to those that were signed. */
  labels: ReadonlyMap<string, string>;
  /** Places of the statements that are always shown. */
  mandatoryIndexes: ReadonlySet<number>;
}

/** Thousands of statements; a credential of 8 MB may have more, and is then too large to be checked quickly. */
const MAX_LENGTH = 400_000;
const SIGNATURE_BYTES = 64;
const PUBLIC_KEY_BYTES = 35;
const HMAC_BYTES = 32;

type ProofForm = 'base' | 'derived';

/** Undefined for what is neither. */
export function readProofForm(proofValue: string): { form: ProofForm; body: Uint8Array } | undefined {
  if (!proofValue.startsWith('u') || proofValue.length > MAX_LENGTH) return undefined;
  const bytes = fromBase64Url(proofValue.slice(1));
  if (bytes?.[0] !== 0xd9 || bytes[1] !== 0x5d) return undefined;
  const body = bytes.subarray(3);
  if (bytes[2] === 0) return { form: 'base', body };
  return bytes[2] === 1 ? { form: 'derived', body } : undefined;
}

/** [ECDSA] §3.5.8 parseDerivedProofValue. */
export function readDerived(body: Uint8Array): DerivedProofValue | undefined {
  const parts = decodeCbor(body);
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [baseSignature, publicKey, signatures, labelMap, indexes] = parts;
  const labels = readLabels(labelMap);
  if (
    !isBytes(baseSignature, SIGNATURE_BYTES) ||
    !isBytes(publicKey, PUBLIC_KEY_BYTES) ||
    !isSignatures(signatures) ||
    labels === undefined ||
    !Array.isArray(indexes) ||
    !indexes.every((index) => typeof index === 'number')
  ) {
    return undefined;
  }
  return { baseSignature, publicKey, signatures, labels, mandatoryIndexes: new Set(indexes) };
}

/**
 * Two names for one would let a holder pull one signed thing apart into two, so that a badge class keeps its name
 * and loses its criteria to another.
 */
function readLabels(map: CborValue | undefined): Map<string, string> | undefined {
  if (!(map instanceof Map)) return undefined;
  const labels = new Map<string, string>();
  for (const [number, bytes] of map) {
    if (!isBytes(bytes, HMAC_BYTES)) return undefined;
    labels.set(`c14n${number}`, `u${toBase64Url(bytes)}`);
  }
  return new Set(labels.values()).size === labels.size ? labels : undefined;
}

export function isBytes(value: CborValue | undefined, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length;
}

export function isSignatures(value: CborValue | undefined): value is Uint8Array[] {
  return Array.isArray(value) && value.every((item) => isBytes(item, SIGNATURE_BYTES));
}
