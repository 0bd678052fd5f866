// Members of a CLR and endorsements: each was checked on its own and has its own answer.
import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { answerOfReport } from '../lib/page/report-view';
import type { ReportView } from '../lib/page/views';
import { AnswerBadge } from './answer';
import { CheckList } from './check-list';
import { Icon } from './icons';
import {
  BESIDE_THE_POINT,
  checkSentence,
  countsInWords,
  isConfirmed,
  issuerLine,
  sentenceOf,
} from './sentences';
import './badge-facts.css';

/** What the card has room for: how many there are and what they came to. */
export function NestedSummary({ report: { parts, endorsements } }: { report: ReportView }) {
  const confirmed = endorsements.filter(isConfirmed).length;
  return (
    <>
      {parts.length > 0 && (
        <p>{i18n.t('card.holds', parts.length, { parts: countsInWords(parts.map(answerOfReport)) })}</p>
      )}
      {confirmed > 0 && <p>{i18n.t('card.endorsed', confirmed)}</p>}
    </>
  );
}

/** Each with its answer, whose seal it carries and how that is known. */
export function PartList({ parts }: { parts: readonly ReportView[] }) {
  return (
    <ul class="plain nested">
      {parts.map((part, at) => (
        <li key={at}>
          <AnswerBadge answer={answerOfReport(part)} />
          <p class="theirs">
            <strong>{part.badge?.name || i18n.t('words.unnamed')}</strong>
          </p>
          <p class="soft small theirs">{issuerLine(part)}</p>
          <Known report={part} />
        </li>
      ))}
    </ul>
  );
}

interface EndorsementListProps {
  endorsements: readonly ReportView[];
  /** The endorser's comment, untrusted Markdown, as this surface shows such text. */
  words(text: string): ComponentChildren;
}

/** Words are shown of those that were confirmed; of the others only what became of them. */
export function EndorsementList({ endorsements, words }: EndorsementListProps) {
  return (
    <ul class="plain nested">
      {endorsements.map((endorsement, at) => (
        <li key={at}>
          {isConfirmed(endorsement) ? (
            <>
              <AnswerBadge answer={answerOfReport(endorsement)} />
              <p class="theirs">
                <strong>{issuerLine(endorsement)}</strong>
              </p>
              {endorsement.badge?.issuer.name && (
                <p class="soft small theirs">
                  {i18n.t('card.callsItself', { name: endorsement.badge.issuer.name })}
                </p>
              )}
              {endorsement.badge?.narrative && words(endorsement.badge.narrative)}
              <About report={endorsement} />
            </>
          ) : (
            <NotShown report={endorsement} />
          )}
          <Known report={endorsement} />
        </li>
      ))}
    </ul>
  );
}

/** A good seal on praise of something else would look like good news: there the reason stands alone. */
function NotShown({ report }: { report: ReportView }) {
  const beside = report.checks.find(({ code }) => BESIDE_THE_POINT.has(code));
  if (beside !== undefined && report.verdict === 'verified') {
    return (
      <p class="beside-the-point">
        <Icon name="warning" /> {checkSentence(beside)}
      </p>
    );
  }
  return (
    <>
      <AnswerBadge answer={answerOfReport(report)} />
      <p class="theirs">{sentenceOf(report)}</p>
    </>
  );
}

function About({ report: { checks } }: { report: ReportView }) {
  const about = checks.filter(({ id }) => id === 'endorsement');
  return (
    <>
      {about.map((check) => (
        <p key={check.code} class="soft small">
          {checkSentence(check)}
        </p>
      ))}
    </>
  );
}

function Known({ report }: { report: ReportView }) {
  return (
    <details class="small">
      <summary class="soft">{i18n.t('card.howWeKnow')}</summary>
      <CheckList checks={report.checks} />
    </details>
  );
}
