import { i18n } from '#i18n';
import type { SavedReport } from '../../lib/backpack';
import { CheckList, ProofLink } from '../check-list';
import { momentInWords } from '../dates';
import { KeptSection, type KeptState } from './kept-proof';

/** Every check of the newest report as a sentence, in order. */
export function HowWeKnow({
  badgeId,
  report,
  kept,
}: {
  badgeId: string;
  report: SavedReport | undefined;
  kept: KeptState;
}) {
  return (
    <section class="part" aria-labelledby="how">
      <h3 id="how">{i18n.t('backpack.detail.how')}</h3>
      {report ? (
        <>
          <p class="soft small">
            {i18n.t('backpack.detail.checkedOn', { date: momentInWords(report.checkedAt) ?? '' })}
          </p>
          <CheckList checks={report.report.checks} />
          <ProofLink query={{ badge: badgeId }} />
          <KeptSection kept={kept} />
        </>
      ) : (
        <p class="soft">{i18n.t('backpack.detail.howNone')}</p>
      )}
    </section>
  );
}
