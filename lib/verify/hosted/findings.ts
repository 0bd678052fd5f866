// What hosted and signed badges come to, in the words that the verdict is made of.
import type { Badge } from '../../credential';
import { type Findings, withoutIdentity } from '../context';

/** Nothing was proven: what the document says is kept as claims. */
export function unproven(
  authenticity: 'not-valid' | 'could-not-check',
  badge: Badge | undefined,
  address?: string,
): Findings {
  const id = badge?.id ?? (address === undefined ? undefined : withoutIdentity(address));
  return {
    authenticity,
    standing: { status: 'could-not-check' },
    sealer: { kind: 'none' },
    ...(badge === undefined ? {} : { badge }),
    subject: { ...(id === undefined ? {} : { id }), kind: badge?.kind ?? 'badge' },
  };
}

export function subjectOf({ id, kind }: Badge): Findings['subject'] {
  return { ...(id === undefined ? {} : { id }), kind };
}
