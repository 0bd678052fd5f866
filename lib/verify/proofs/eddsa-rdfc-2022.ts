// eddsa-rdfc-2022 ([EDDSA] §3.2), the suite of OB 3.0 certification.
import { type RdfcKind, verifyRdfc } from './rdfc';
import type { ProofSuite } from './suite';

export const EDDSA: RdfcKind = { keys: { Ed25519: { hash: 'SHA-256', signatureBytes: 64 } } };

export const eddsaRdfc2022: ProofSuite = {
  name: 'eddsa-rdfc-2022',
  signs: 'statements',
  verify: (input) => verifyRdfc(EDDSA, input),
};
