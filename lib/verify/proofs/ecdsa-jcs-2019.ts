// ecdsa-jcs-2019 ([ECDSA] §3.3).
import { ECDSA } from './ecdsa-rdfc-2019';
import { verifyJcs } from './jcs';
import type { ProofSuite } from './suite';

export const ecdsaJcs2019: ProofSuite = {
  name: 'ecdsa-jcs-2019',
  signs: 'json',
  verify: (input) => verifyJcs(ECDSA, input),
};
