// The person's own decision about the sealer of a badge. Only in Laurel's pages: a card stands on a stranger's page.
import { useContext, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { SavedBadge, TrustEntry } from '../../lib/backpack';
import { OpenBackpack } from './surroundings';

type Decision = TrustEntry['decision'];

interface TrustIssuerProps {
  badge: Pick<SavedBadge, 'sealer' | 'badge'>;
  /** Changes whenever the backpack did. */
  revision: number;
  changed: () => void;
}

/** Nothing for a badge whose sealer was not proven: there is nobody to trust. */
export function TrustIssuer({ badge: { sealer, badge }, revision, changed }: TrustIssuerProps) {
  const backpack = useContext(OpenBackpack);
  const [decision, setDecision] = useState<Decision>();
  const [failed, setFailed] = useState(false);
  const { kind, value, account } = sealer;
  useEffect(() => {
    if (!backpack || kind === 'none' || value === undefined) return;
    let wanted = true;
    backpack.trustOf({ kind, value, ...(account === undefined ? {} : { account }) }).then(
      (entry) => wanted && setDecision(entry?.decision ?? 'undecided'),
      (cause: unknown) => {
        console.error('Laurel could not read the trust list', cause);
        if (wanted) setFailed(true);
      },
    );
    return () => {
      wanted = false;
    };
  }, [backpack, kind, value, account, revision]);
  if (!backpack || kind === 'none' || value === undefined || (decision === undefined && !failed)) return null;

  const decide = async (next: Decision) => {
    const name = badge?.issuer.name;
    const issuer = { kind, value, ...(account === undefined ? {} : { account }) };
    try {
      const earlier = await backpack.trustOf(issuer);
      await backpack.setTrust({
        ...(earlier?.note === undefined ? {} : { note: earlier.note }),
        ...(earlier?.alwaysCheck === undefined ? {} : { alwaysCheck: earlier.alwaysCheck }),
        ...(name === undefined ? {} : { name }),
        ...issuer,
        decision: next,
      });
      setDecision(next);
      setFailed(false);
      changed();
    } catch (cause) {
      console.error('Laurel could not keep a decision', cause);
      setFailed(true);
    }
  };
  const shown = decision ?? 'undecided';
  return (
    <section class="part" aria-labelledby="trust">
      <h3 id="trust">{i18n.t('trust.heading')}</h3>
      <p role="status">
        {failed ? i18n.t('trust.failed') : i18n.t(`trust.${shown}`)}{' '}
        {shown !== 'undecided' && <span class="soft">{i18n.t('trust.fromNextCheck')}</span>}
      </p>
      <div class="actions">
        {shown !== 'trusted' && (
          <button type="button" onClick={() => void decide('trusted')}>
            {i18n.t('trust.trust')}
          </button>
        )}
        {shown !== 'distrusted' && (
          <button type="button" onClick={() => void decide('distrusted')}>
            {i18n.t('trust.distrust')}
          </button>
        )}
        {shown !== 'undecided' && (
          <button type="button" class="quiet" onClick={() => void decide('undecided')}>
            {i18n.t('trust.undo')}
          </button>
        )}
      </div>
    </section>
  );
}
