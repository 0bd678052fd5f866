// ecdsa-rdfc-2019 ([ECDSA] §3.2): P-256 with SHA-256, P-384 with SHA-384, also inside the canonicalization.
import { type RdfcKind, verifyRdfc } from './rdfc';
import type { ProofSuite } from './suite';

export const ECDSA: RdfcKind = {
  keys: {
    'P-256': { hash: 'SHA-256', signatureBytes: 64 },
    'P-384': { hash: 'SHA-384', signatureBytes: 96 },
  },
};

export const ecdsaRdfc2019: ProofSuite = {
  name: 'ecdsa-rdfc-2019',
  signs: 'statements',
  verify: (input) => verifyRdfc(ECDSA, input),
};
