// Ed25519Signature2020: a proof type of its own from before Data Integrity, with the same steps.
import { EDDSA } from './eddsa-rdfc-2022';
import { verifyRdfc } from './rdfc';
import type { ProofSuite } from './suite';

export const ed25519Signature2020: ProofSuite = {
  name: 'Ed25519Signature2020',
  signs: 'statements',
  verify: (input) => verifyRdfc(EDDSA, input),
};
