import type { HashName } from '../jsonld/processor';
import type { PublicJwk } from '../keys/public-key';
import type { JsonObject } from '../parse-json';
import type { Check, EvidenceDocument } from '../report';

export interface Explanation {
  /** `hosted`: no seal in the document; it counts because its issuer's place says so. */
  kind: 'sealed' | 'hosted' | 'unreadable';
  /** One a proof, in document order; one for a JWT. */
  proofs: ExplainedProof[];
  /** Of a JWT: both parts before the signature, as JSON. */
  jwt?: { header: JsonObject; claims: JsonObject };
}

export interface ExplainedProof {
  /** Cryptosuite, proof type or JWS algorithm. */
  suite: string;
  /** What the signature goes over: hashes of canonical RDF or JSON, or the JWT's own text. */
  form: 'n-quads' | 'jcs' | 'jws' | 'other';
  /** `not-tried`: the key or the canonical form was not had; `problems` say why. */
  outcome: 'good' | 'bad' | 'not-tried';
  hash?: HashName;
  /** Texts in the order in which their hashes are signed. Empty for a JWT. */
  hashed: HashedText[];
  /** Bytes that the signature was checked over: the hashes one after the other, or the JWT's signing input. */
  signed?: Uint8Array;
  signature?: Uint8Array;
  key?: ExplainedKey;
  /** What kept Laurel from a value, and what was found out about the key. */
  problems: Check[];
}

export interface HashedText {
  what: 'options' | 'document';
  text: string;
  digest: Uint8Array;
}

export interface ExplainedKey {
  /** As the proof or the header names it. */
  method?: string;
  type: string;
  jwk: PublicJwk;
  /** RFC 7638 thumbprint, base64url of SHA-256. */
  fingerprint: string;
  /** `itself`: the issuer is the key (did:key, did:jwk). `issuer`: the issuer's documents. `badge`: nobody else vouches. */
  source: 'itself' | 'issuer' | 'badge';
  /** Those that were read on the way to the key. */
  documents: Omit<EvidenceDocument, 'bytes'>[];
}
