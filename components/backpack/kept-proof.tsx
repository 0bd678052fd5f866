// What was kept, looked at again in this page and without asking anybody: when the issuer is gone, this is the proof.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { silentHosts } from '../../lib/backpack';
import {
  type Damage,
  type Kept,
  type KeptProof,
  lookAtKept,
  type Replay,
} from '../../lib/backpack/kept-proof';
import type { ReportView } from '../../lib/page/views';
import { dateInWords, wordsLocale } from '../dates';
import { Icon } from '../icons';
import { issuerLine } from '../sentences';

export interface KeptState {
  /** Undefined until the bytes were compared. */
  proof: KeptProof | undefined;
  proving: boolean;
  /** Verifies with the kept documents, as of the day of the last proof. */
  proveAgain: () => void;
}

/**
 * Compares the kept bytes whenever a badge is opened; proves again by itself where, by the report that is shown, the
 * issuer does not answer.
 */
export function useKeptProof(
  kept: Kept | undefined,
  shown: ReportView | undefined,
  replay: Replay,
): KeptState {
  const [looked, setLooked] = useState<{ at: Kept | undefined; proof?: KeptProof }>({ at: undefined });
  const [proving, setProving] = useState<Kept>();
  const silent = shown !== undefined && silentHosts(shown).length > 0;

  const look = useCallback((at: Kept, how: Replay | undefined) => {
    let wanted = true;
    if (how) setProving(at);
    lookAtKept(at, how)
      .then((proof) => wanted && setLooked({ at, proof }))
      .catch((cause: unknown) => {
        console.error('Laurel could not look at what it kept', cause);
      })
      .finally(() => setProving(undefined));
    return () => {
      wanted = false;
    };
  }, []);
  useEffect(() => (kept ? look(kept, silent ? replay : undefined) : undefined), [kept, silent, replay, look]);

  return {
    proof: kept && looked.at === kept ? looked.proof : undefined,
    proving: kept !== undefined && proving === kept,
    proveAgain: () => {
      if (kept) look(kept, replay);
    },
  };
}

/** Beside the answer, where it matters today: nobody answers, or something kept is not as it was. */
export function KeptToday({ kept, report }: { kept: KeptState; report: ReportView | undefined }) {
  const silent = report ? silentHosts(report) : [];
  const { proof } = kept;
  if (proof?.kind === 'damaged') return <Damaged {...proof} />;
  if (silent.length === 0) return null;
  return (
    <div class="notice kept-today" role="status">
      {proof === undefined ? (
        <p class="soft">{i18n.t('kept.proving')}</p>
      ) : (
        <>
          <p>{wordsOfKept(proof)}</p>
          {proof.kind !== 'never-proven' && (
            <>
              <p>
                <strong class="theirs">{issuerLine(proof)}</strong>
              </p>
              <p class="soft">{i18n.t('kept.silent', { host: listed(silent) })}</p>
            </>
          )}
        </>
      )}
    </div>
  );
}

/** Under the checks: how the kept documents are, and a button that proves the badge with them. */
export function KeptSection({ kept: { proof, proving, proveAgain } }: { kept: KeptState }) {
  if (proof === undefined || proof.kind === 'never-proven' || proof.kind === 'damaged') return null;
  return (
    <div class="kept-section">
      <h4>{i18n.t('kept.title')}</h4>
      <p role="status">{proving ? i18n.t('kept.proving') : wordsOfKept(proof)}</p>
      <button type="button" disabled={proving} onClick={proveAgain}>
        {i18n.t('kept.proveAgain')}
      </button>
    </div>
  );
}

function Damaged({ damages, provenAt }: Extract<KeptProof, { kind: 'damaged' }>) {
  const date = provenAt && dateInWords(provenAt);
  return (
    <div class="notice kept-today" data-tone="amber" role="alert">
      <p>
        <Icon name="warning" /> {i18n.t('kept.damaged')}
      </p>
      <ul>
        {damages.map((damage) => (
          <li key={`${damage.what} ${damage.url ?? ''}`} class="theirs">
            {wordsOfDamage(damage)}
          </li>
        ))}
      </ul>
      <p>{date ? i18n.t('kept.damagedSince', { date }) : i18n.t('kept.damagedDo')}</p>
    </div>
  );
}

function wordsOfDamage({ what, url }: Damage): string {
  return what === 'answer' ? i18n.t('kept.what.answer', { address: url ?? '' }) : i18n.t(`kept.what.${what}`);
}

function wordsOfKept(proof: Exclude<KeptProof, { kind: 'damaged' }>): string {
  if (proof.kind === 'never-proven') return i18n.t('kept.neverProven');
  const date = dateInWords(proof.provenAt) ?? '';
  switch (proof.kind) {
    case 'unchanged':
      return i18n.t('kept.unchanged', { date });
    case 'proven-again':
      return proof.documents === 0
        ? i18n.t('kept.provenByItself', { date })
        : i18n.t('kept.provenAgain', proof.documents, { date });
    case 'not-enough':
      return i18n.t('kept.notEnough', { date });
  }
}

function listed(hosts: readonly string[]): string {
  return new Intl.ListFormat(wordsLocale(), { type: 'conjunction' }).format(hosts);
}
