// eddsa-jcs-2022 ([EDDSA] §3.3).
import { EDDSA } from './eddsa-rdfc-2022';
import { verifyJcs } from './jcs';
import type { ProofSuite } from './suite';

export const eddsaJcs2022: ProofSuite = {
  name: 'eddsa-jcs-2022',
  signs: 'json',
  verify: (input) => verifyJcs(EDDSA, input),
};
