import type { Check, KnownSealer, Sealer, VerifyEnvironment } from '../report';
import { lettersOf, lookAlikeOf } from './look-alike';

/**
 * Checks beside the verdict, about a sealer that was proven. None for one that the person did not decide about and
 * that resembles nobody: to be unknown is no fault.
 */
export function judgeSealer(
  sealer: Sealer,
  { trust = [], knownDomains = [] }: Pick<VerifyEnvironment, 'trust' | 'knownDomains'>,
): Check[] {
  const { value } = sealer;
  if (sealer.kind === 'none' || value === undefined) return [];
  const known = trust.find((entry) => isSame(entry, sealer));
  const params = { name: value };
  if (known?.decision === 'trusted') {
    return [{ id: 'issuer', outcome: 'passed', code: 'issuer-trusted', params }];
  }
  const checks: Check[] =
    known?.decision === 'distrusted'
      ? [{ id: 'issuer', outcome: 'warning', code: 'issuer-distrusted', params }]
      : [];
  if (sealer.kind !== 'domain') return checks;
  const trusted = trust.flatMap((entry) =>
    entry.kind === 'domain' && entry.decision === 'trusted' ? [entry.value] : [],
  );
  const resembled = lookAlikeOf(value, [...trusted, ...knownDomains]);
  return resembled === undefined
    ? checks
    : [
        ...checks,
        {
          id: 'issuer',
          outcome: 'warning',
          code: 'look-alike',
          params: {
            host: value,
            known: resembled,
            ...asRead('reads', value),
            ...asRead('knownReads', resembled),
          },
        },
      ];
}

/** `xn--` alone looks like nothing at all: what it is taken for shows in the letters behind it. */
function asRead(name: 'reads' | 'knownReads', host: string): Record<string, string> {
  const letters = lettersOf(host);
  return letters === host || /\p{C}/u.test(letters) ? {} : { [name]: letters };
}

function isSame(entry: KnownSealer, sealer: Sealer): boolean {
  if (entry.kind !== sealer.kind || entry.account !== sealer.account) return false;
  return entry.kind === 'key'
    ? entry.value === sealer.value
    : entry.value.toLowerCase() === sealer.value?.toLowerCase();
}
