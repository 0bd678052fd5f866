// What one cryptographic suite of embedded proofs ([DI]) has to do.
import type { JsonLd, JsonLdProblem } from '../jsonld/processor';
import type { PublicKey } from '../keys/public-key';
import type { JsonObject } from '../parse-json';
import type { Check } from '../report';

/** A proof whose members are of the right kind; nothing about it is proven. */
export interface ProofOptions {
  /** The proof as it stands in the document. */
  raw: JsonObject;
  type: string;
  cryptosuite?: string;
  verificationMethod: string;
  proofPurpose: string;
  expires?: string;
  proofValue: string;
}

export interface SuiteInput {
  /** The credential without its proofs, except those that a proof chain puts back. */
  document: JsonObject;
  proof: ProofOptions;
  key: PublicKey;
  jsonLd: JsonLd;
}

export type SuiteOutcome =
  | { kind: 'good' }
  /** Signed by another key, or changed since. */
  | { kind: 'bad' }
  /** The key is of a kind that this suite does not use. */
  | { kind: 'wrong-key' }
  /** The proof's own members do not say what its signed statements say. */
  | { kind: 'aliased' }
  | { kind: 'problem'; problem: JsonLdProblem };

export interface ProofSuite {
  /** `DataIntegrityProof` with this `cryptosuite`, or, of the older suites, this `type`. */
  name: string;
  /** Over which form the signature goes: RDF statements hold for a graph, JCS for the JSON as it stands. */
  signs: 'statements' | 'json';
  /** A note for names that were given up. */
  deprecated?: true;
  /** The holder may leave signed statements out. */
  showsPart?: true;
  /** What the proof's own value already settles, before anybody is asked for a key. */
  refuse?(proof: ProofOptions): Check | undefined;
  verify(input: SuiteInput): Promise<SuiteOutcome>;
}
