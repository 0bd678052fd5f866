// Writes the proof value that ./proof-value reads ([ECDSA] §3.5.7 serializeDerivedProofValue).
import { concat, fromBase64Url, toBase64Url } from '../../keys/bytes';
import { encodeCbor } from './encode-cbor';
import type { DerivedProofValue } from './proof-value';

export function writeDerived(value: DerivedProofValue): string {
  const { baseSignature, publicKey, signatures, labels, mandatoryIndexes } = value;
  const compressed = [...labels].map(([canonical, signed]): [number, Uint8Array] => [
    Number(canonical.slice('c14n'.length)),
    fromBase64Url(signed.slice(1)) ?? new Uint8Array(),
  ]);
  const cbor = encodeCbor([baseSignature, publicKey, signatures, new Map(compressed), [...mandatoryIndexes]]);
  return `u${toBase64Url(concat(Uint8Array.of(0xd9, 0x5d, 0x01), cbor))}`;
}
