import { i18n } from '#i18n';
import type { SavedReport } from '../../lib/backpack';
import { answerOfReport } from '../../lib/page/report-view';
import { AnswerBadge } from '../answer';
import { CheckList, ProofLink } from '../check-list';
import { momentInWords } from '../dates';
import { issuerLine } from '../sentences';

/** Every check of the newest report as a sentence, in order. */
export function HowWeKnow({ badgeId, report }: { badgeId: string; report: SavedReport | undefined }) {
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
        </>
      ) : (
        <p class="soft">{i18n.t('backpack.detail.howNone')}</p>
      )}
    </section>
  );
}

/** One line for each time that the badge was checked, newest first. */
export function History({ reports }: { reports: readonly SavedReport[] }) {
  if (reports.length < 2) return null;
  return (
    <section class="part" aria-labelledby="history">
      <h3 id="history">{i18n.t('backpack.detail.history')}</h3>
      <ol class="plain history">
        {reports.map(({ checkedAt, report }) => (
          <li key={checkedAt}>
            <AnswerBadge answer={answerOfReport(report)} />
            <time class="soft small" dateTime={checkedAt}>
              {momentInWords(checkedAt)}
            </time>
            <span class="soft small theirs">{issuerLine(report)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
