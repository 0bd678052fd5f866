// "How we know": every check as a sentence, and below it the documents that were fetched.
import { i18n } from '#i18n';
import type { ReportView } from '../lib/page/views';
import type { Check } from '../lib/verify';
import { momentInWords } from './dates';
import { Icon, type IconName } from './icons';
import { EndorsementList, PartList } from './nested-reports';
import type { Tone } from './seal-shapes';
import { checkSentence } from './sentences';
import './badge-facts.css';

const OUTCOMES = {
  passed: { icon: 'check', tone: 'green' },
  warning: { icon: 'warning', tone: 'amber' },
  failed: { icon: 'cross', tone: 'red' },
  unknown: { icon: 'question', tone: 'slate' },
  skipped: { icon: 'dash', tone: 'slate' },
} as const satisfies Record<Check['outcome'], { icon: IconName; tone: Tone }>;

interface CheckDetailsProps {
  report: ReportView;
  open?: boolean;
  /** Where the badge is, for the page that explains its proof. */
  of?: { tabId: number; entryId: string };
}

/** Folded away until asked for. */
export function CheckDetails({ report, open = false, of }: CheckDetailsProps) {
  const checkedAt = momentInWords(report.checkedAt);
  return (
    <details class="check-details" open={open}>
      <summary>{i18n.t('card.howWeKnow')}</summary>
      <div class="details-body small">
        {checkedAt !== undefined && (
          <p class="soft figures">{i18n.t('card.checkedAt', { when: checkedAt })}</p>
        )}
        <CheckList checks={report.checks} />
        {report.parts.length > 0 && (
          <div>
            <p class="soft">{i18n.t('card.parts')}</p>
            <PartList parts={report.parts} />
          </div>
        )}
        {report.endorsements.length > 0 && (
          <div>
            <p class="soft">{i18n.t('card.endorsements')}</p>
            <EndorsementList
              endorsements={report.endorsements}
              words={(text) => <p class="theirs as-written">{text}</p>}
            />
          </div>
        )}
        {report.badge?.id !== undefined && (
          <div>
            <p class="soft">{i18n.t('card.identity')}</p>
            <p class="mono">{report.badge.id}</p>
          </div>
        )}
        <Evidence report={report} />
        {of !== undefined && <ProofLink query={{ tab: String(of.tabId), entry: of.entryId }} />}
      </div>
    </details>
  );
}

/** To every value between the document and the answer, in a tab of its own. */
export function ProofLink({ query }: { query: Record<string, string> }) {
  return (
    <p>
      <a href={`/proof.html?${new URLSearchParams(query)}`} target="_blank" rel="noopener">
        {i18n.t('proof.open')}
      </a>
    </p>
  );
}

export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul class="plain check-list" aria-label={i18n.t('card.checks')}>
      {checks.map((check) => (
        <li key={`${check.id} ${check.code} ${check.about ?? ''}`} data-tone={OUTCOMES[check.outcome].tone}>
          <Icon name={OUTCOMES[check.outcome].icon} />
          <span class="theirs">
            <span class="visually-hidden">{i18n.t(`card.outcome.${check.outcome}`)} </span>
            {checkSentence(check)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ report: { evidence } }: { report: ReportView }) {
  if (evidence.length === 0) return null;
  return (
    <div>
      <p class="soft">{i18n.t('card.evidence')}</p>
      <ul class="plain evidence-list">
        {evidence.map((document) => (
          <li key={`${document.url} ${document.sha256}`}>
            <p class="mono">{document.url}</p>
            <p class="soft figures">
              {i18n.t('card.evidenceLine', {
                when: momentInWords(document.time) ?? document.time,
                status: String(document.status),
                digest: document.sha256.slice(0, 16),
              })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
