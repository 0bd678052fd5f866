// What the card says of one badge, in its order: the answer, what, whose seal, when, for whom, notes.
import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { EntryView, ReportView } from '../lib/page/views';
import { AnswerMark } from './answer';
import { BadgePicture } from './badge-picture';
import { dateInWords, distanceInWords } from './dates';
import { Icon } from './icons';
import { NestedSummary } from './nested-reports';
import {
  answerOf,
  loudNotesOf,
  loudWordsOf,
  nameOf,
  notesOf,
  recipientLine,
  sentenceOfEntry,
  toneOf,
  validityInWords,
  wordsOf,
} from './sentences';
import './badge-facts.css';

interface BadgeCardProps {
  entry: EntryView;
  /** Of the heading: the first on a page that is the card alone. */
  level: 'h1' | 'h2' | 'h3';
  actions?: ComponentChildren;
}

/** The whole of it, with the badge's name as a heading. */
export function BadgeCard({ entry, level, actions }: BadgeCardProps) {
  return (
    <article class="badge-card">
      <AnswerBanner entry={entry} />
      {entry.report !== undefined && <LoudNotes report={entry.report} />}
      <BadgeHeading entry={entry} level={level} />
      <BadgeFacts entry={entry} />
      {actions}
    </article>
  );
}

/** The answer: its mark, its words and one sentence. Told anew to those who listen when it changes. */
function AnswerBanner({ entry }: { entry: EntryView }) {
  const answer = answerOf(entry);
  return (
    <div class="answer-banner" data-tone={toneOf(answer)} role="status">
      <AnswerMark answer={answer} size={36} />
      <div>
        <p class="answer-words">{wordsOf(answer)}</p>
        <p class="answer-sentence theirs">{sentenceOfEntry(entry)}</p>
      </div>
    </div>
  );
}

function BadgeHeading({ entry, level: Heading }: Pick<BadgeCardProps, 'entry' | 'level'>) {
  return (
    <div class="badge-heading">
      <BadgePicture entry={entry} size={64} />
      <div>
        <Heading class="theirs">{nameOf(entry)}</Heading>
        <Description entry={entry} />
      </div>
    </div>
  );
}

function Description({ entry }: { entry: EntryView }) {
  const description = entry.report?.badge?.description;
  return description === undefined ? null : <p class="badge-description theirs soft">{description}</p>;
}

/** Everything below the name. `sentence` repeats the answer's sentence where no banner shows it. */
export function BadgeFacts({ entry, sentence = false }: { entry: EntryView; sentence?: boolean }) {
  const { report } = entry;
  return (
    <div class="badge-facts">
      {sentence && (
        <>
          <p class="theirs">{sentenceOfEntry(entry)}</p>
          {report !== undefined && <LoudNotes report={report} />}
          <Description entry={entry} />
        </>
      )}
      {report !== undefined && (
        <>
          <WhoseSeal report={report} />
          <When report={report} own={entry.own} />
          <ForWhom report={report} />
          <NestedSummary report={report} />
          <Notes report={report} />
        </>
      )}
    </div>
  );
}

/** What was proven, large; what the issuer calls itself, marked so. Nothing proven: no issuer at all. */
function WhoseSeal({ report: { sealer, badge, verdict } }: { report: ReportView }) {
  if (verdict === 'not-valid' || sealer.kind === 'none' || sealer.value === undefined) {
    return <p class="whose-seal soft">{i18n.t('words.issuerNone')}</p>;
  }
  const name = badge?.issuer.name;
  return (
    <div class="whose-seal">
      <p class="soft small">{i18n.t(`card.seal.${sealer.kind}`)}</p>
      <p class={sealer.kind === 'key' ? 'seal-value mono' : 'seal-value'}>
        <bdi>{sealer.value}</bdi>
      </p>
      {name !== undefined && <p class="soft theirs">{i18n.t('card.callsItself', { name })}</p>}
    </div>
  );
}

/** Dates of something that nobody was proven to have said would look like facts. */
function When({
  report: { badge, sealer, verdict },
  own,
}: {
  report: ReportView;
  /** The person's identity that it is bound to. */
  own: EntryView['own'];
}) {
  if (badge === undefined || sealer.kind === 'none' || verdict === 'not-valid') return null;
  const date = badge.awardedAt === undefined ? undefined : dateInWords(badge.awardedAt);
  const distance = badge.awardedAt === undefined ? undefined : distanceInWords(badge.awardedAt);
  return (
    <dl class="badge-dates">
      {date !== undefined && distance !== undefined && (
        <>
          <dt class="soft">{i18n.t('card.awarded')}</dt>
          <dd class="figures">{i18n.t('words.pastDate', { date, distance })}</dd>
        </>
      )}
      <dt class="soft">{i18n.t('card.good')}</dt>
      <dd class="figures">{validityInWords(badge)}</dd>
      {own !== undefined && (
        <>
          <dt class="soft">{i18n.t('card.forWhom')}</dt>
          <dd class="theirs">{i18n.t('card.you', { value: own })}</dd>
        </>
      )}
    </dl>
  );
}

function ForWhom({ report }: { report: ReportView }) {
  const line = recipientLine(report);
  // A mismatch is the first of the notes.
  return line === '' || report.recipient.outcome === 'mismatch' ? null : <p>{line}</p>;
}

/** Signs of deceit, right under the answer. */
export function LoudNotes({ report }: { report: ReportView }) {
  return <NoteList class="loud-notes" notes={loudNotesOf(report)} />;
}

/** All others that there is room for. */
export function Notes({ report }: { report: ReportView }) {
  const loud = loudNotesOf(report);
  return <NoteList class="" notes={notesOf(report).filter((note) => !loud.includes(note))} />;
}

/** A few words on a badge's line in a list. */
export function LoudWords({ entry: { report } }: { entry: EntryView }) {
  const words = report === undefined ? [] : loudWordsOf(report);
  return (
    <>
      {words.map((text) => (
        <span key={text} class="loud-words small" data-tone="amber">
          <Icon name="warning" /> <span class="theirs">{text}</span>
        </span>
      ))}
    </>
  );
}

function NoteList({ class: kind, notes }: { class: string; notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class={`plain badge-notes ${kind}`} data-tone="amber" aria-label={i18n.t('card.notes')}>
      {notes.map((note) => (
        <li key={note}>
          <Icon name="warning" />
          <span class="theirs">{note}</span>
        </li>
      ))}
    </ul>
  );
}
