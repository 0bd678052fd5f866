import { useContext, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OwnIdentity } from '../../lib/backpack';
import type { Badge } from '../../lib/credential';
import { identityName } from '../sentences';
import { OpenBackpack } from './surroundings';

type Bound = { badge?: Pick<Badge, 'recipients'> };

/** Whom a badge is bound to, beside who the person says they are; undefined while they said nothing. */
export function useBoundTo(badge: Bound): string | undefined {
  const backpack = useContext(OpenBackpack);
  const [line, setLine] = useState<string>();
  useEffect(() => {
    let wanted = true;
    const compare = async () => boundInWords(badge, (await backpack?.identities()) ?? []);
    compare().then(
      (found) => wanted && setLine(found),
      (cause: unknown) => console.error('Laurel could not compare the recipient', cause),
    );
    return () => {
      wanted = false;
    };
  }, [backpack, badge]);
  return line;
}

/** Names the identity that matched. */
export async function boundInWords(
  { badge }: Bound,
  identities: readonly OwnIdentity[],
): Promise<string | undefined> {
  if (identities.length === 0) return undefined;
  // Comes with all that verifies; who listed no address never loads it.
  const { matchTyped } = await import('../../lib/verify');
  const outcomes = await Promise.all(identities.map(({ value }) => matchTyped(badge, value)));
  const own = identities[outcomes.indexOf('match')];
  if (own !== undefined) return i18n.t('me.names', { value: own.value });
  if (outcomes.includes('mismatch')) return i18n.t('me.namesOther');
  if (outcomes.includes('same-name')) return i18n.t('me.sameName');
  if (outcomes.includes('other-name')) return i18n.t('me.otherName');
  if (outcomes.includes('not-comparable')) {
    return i18n.t('words.notComparable', { type: identityName(badge?.recipients[0]?.type) });
  }
  return i18n.t('words.notBound');
}
