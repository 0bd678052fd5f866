import { i18n } from '#i18n';
import type { SavedReport } from '../../lib/backpack';
import { type Change, type ChangedField, historyOf } from '../../lib/backpack/changes';
import { answerOfReport } from '../../lib/page/report-view';
import { AnswerBadge } from '../answer';
import { dateInWords, momentInWords } from '../dates';
import { issuerLine, wordsOf } from '../sentences';

/** One line for each time that the badge was checked, newest first, with what had changed by then. */
export function History({ reports }: { reports: readonly SavedReport[] }) {
  if (reports.length < 2) return null;
  return (
    <section class="part" aria-labelledby="history">
      <h3 id="history">{i18n.t('backpack.detail.history')}</h3>
      <ol class="plain history">
        {historyOf(reports).map(({ report: { checkedAt, report }, changes }) => (
          <li key={checkedAt}>
            <AnswerBadge answer={answerOfReport(report)} />
            <time class="soft small" dateTime={checkedAt}>
              {momentInWords(checkedAt)}
            </time>
            <div>
              <span class="soft small theirs">{issuerLine(report)}</span>
              {report.quiet && <span class="soft small"> · {i18n.t('backpack.detail.byItself')}</span>}
              <Changes changes={changes} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul class="plain changes small" aria-label={i18n.t('changes.title')}>
      {changes.map((change) => (
        <li key={change.field}>
          <strong>{i18n.t(`changes.fields.${change.field}`)}</strong>
          <BeforeAndAfter {...change} />
        </li>
      ))}
    </ul>
  );
}

function BeforeAndAfter({ field, before, after }: Change) {
  const [was, is] = [before, after].map((value) => (value === undefined ? undefined : shown(field, value)));
  // Two pictures inside their addresses: nobody reads those.
  if (was === is) return <span>{i18n.t('changes.another')}</span>;
  return (
    <dl class="before-after">
      <div>
        <dt class="soft">{i18n.t('changes.was')}</dt>
        <dd class={was === undefined ? 'soft' : 'theirs'}>{was ?? i18n.t('changes.nothing')}</dd>
      </div>
      <div>
        <dt class="soft">{i18n.t('changes.is')}</dt>
        <dd class={is === undefined ? 'soft' : 'theirs'}>{is ?? i18n.t('changes.nothing')}</dd>
      </div>
    </dl>
  );
}

const MAX_SHOWN = 400;

/** A report's value in words. */
export function shown(field: ChangedField, value: string): string {
  switch (field) {
    case 'standing':
      return wordsOf(value as Parameters<typeof wordsOf>[0]); // Verdicts are answers.
    case 'start':
    case 'end':
      return dateInWords(value) ?? value;
    case 'picture':
      return /^data:/i.test(value) ? i18n.t('changes.ownPicture') : value;
    default:
      return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
  }
}
