// What a signature and the tie of its key to the issuer come to.
import type { Findings } from '../context';
import type { Check } from '../report';

export interface SignatureAnswer {
  authenticity: Findings['authenticity'];
  /** Not recorded yet. */
  checks: Check[];
}

/** One failed check is enough against it; one that is open leaves it open. */
export function answerOf(checks: Check[]): SignatureAnswer {
  const outcomes = new Set(checks.map(({ outcome }) => outcome));
  if (outcomes.has('failed')) return { authenticity: 'not-valid', checks };
  const isOpen = outcomes.has('unknown') || outcomes.has('skipped') || !outcomes.has('passed');
  return { authenticity: isOpen ? 'could-not-check' : 'authentic', checks };
}
