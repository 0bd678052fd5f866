// eddsa-2022: the draft name of eddsa-rdfc-2022, the same otherwise.
import { EDDSA } from './eddsa-rdfc-2022';
import { verifyRdfc } from './rdfc';
import type { ProofSuite } from './suite';

export const eddsa2022: ProofSuite = {
  name: 'eddsa-2022',
  signs: 'statements',
  deprecated: true,
  verify: (input) => verifyRdfc(EDDSA, input),
};
