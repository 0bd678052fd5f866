// One row of the panel: an award with what is compared, sorted and written down of it.
import { i18n } from '#i18n';
import { wordsLocale } from '../../components/dates';
import {
  answerOf,
  checkSentence,
  identityName,
  nameOf,
  sentenceOfEntry,
  wordsOf,
} from '../../components/sentences';
import type { Answer, EntryView } from '../../lib/page/views';
import type { ReportRow } from '../../lib/share';
import type { TypedMatch } from '../../lib/verify';

export interface Award {
  entry: EntryView;
  answer: Answer;
  name: string;
  /** What was proven; empty where nothing was. */
  seal: string;
  awardedAt: string;
  validUntil: string;
  /** undefined: not compared, or nothing that it says of its holder was proven. */
  match: TypedMatch | undefined;
}

export function awardOf(entry: EntryView, match: TypedMatch | undefined): Award {
  const { badge, sealer } = entry.report ?? {};
  const proven = sealer !== undefined && sealer.kind !== 'none';
  return {
    entry,
    answer: answerOf(entry),
    name: nameOf(entry),
    seal: proven ? (sealer.value ?? '') : '',
    // Dates that nobody was proven to have said would look like facts.
    awardedAt: proven ? (badge?.awardedAt ?? '') : '',
    validUntil: proven ? (badge?.validUntil ?? '') : '',
    match: proven ? match : undefined,
  };
}

export const COLUMNS = ['answer', 'name', 'seal', 'awarded', 'until', 'match'] as const;
export type Column = (typeof COLUMNS)[number];
export interface Order {
  by: Column;
  down: boolean;
}

/** What needs a look first, then what waits, then what is well. */
const ANSWERS: readonly Answer[] = [
  'not-valid',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
  'could-not-check',
  'not-checked',
  'checking',
  'verified-with-notes',
  'verified',
];
const MATCHES: readonly (TypedMatch | undefined)[] = [
  'mismatch',
  'other-name',
  'not-comparable',
  'not-bound',
  'same-name',
  'match',
  'not-asked',
  undefined,
];

/** A new list. What lacks the value comes last, whichever way the rest goes; equals keep the page's order. */
export function inOrder(
  awards: readonly Award[],
  { by, down }: Order | { by: undefined; down: boolean },
): Award[] {
  if (by === undefined) return [...awards];
  const compare = new Intl.Collator(wordsLocale(), { numeric: true }).compare;
  const keyOf = KEYS[by];
  return awards.toSorted((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    if (a === '' || b === '') return (a === '' ? 1 : 0) - (b === '' ? 1 : 0);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
    return down ? -order : order;
  });
}

const KEYS: Record<Column, (award: Award) => string | number> = {
  answer: ({ answer }) => ANSWERS.indexOf(answer),
  name: ({ name }) => name,
  seal: ({ seal }) => seal,
  awarded: ({ awardedAt }) => timeOf(awardedAt),
  until: ({ validUntil }) => timeOf(validUntil),
  match: ({ match }) => MATCHES.indexOf(match),
};

function timeOf(iso: string): number | '' {
  const time = new Date(iso).getTime();
  return Number.isNaN(time) ? '' : time;
}

/** `Bound to what you typed`, ...; undefined where nothing was compared. */
export function matchWords({ match, entry }: Pick<Award, 'match' | 'entry'>): string | undefined {
  if (match === undefined || match === 'not-asked') return undefined;
  if (match === 'not-comparable') {
    const type = identityName(entry.report?.badge?.recipients[0]?.type);
    return i18n.t('sidepanel.match.notComparable', { type });
  }
  return i18n.t(`sidepanel.match.${MATCH_KEYS[match]}`);
}

const MATCH_KEYS = {
  match: 'same',
  mismatch: 'other',
  'not-bound': 'notBound',
  'same-name': 'sameName',
  'other-name': 'otherName',
} as const satisfies Record<Exclude<TypedMatch, 'not-asked' | 'not-comparable'>, string>;

/** The award as it goes into a file. Recipients only where the person ticked them. */
export function reportRow(award: Award, { withRecipients }: { withRecipients: boolean }): ReportRow {
  const { entry, answer, match } = award;
  const { report } = entry;
  const badge = report?.badge;
  const words = matchWords(award);
  return {
    answer,
    words: wordsOf(answer),
    sentence: sentenceOfEntry(entry),
    name: award.name,
    foundIn: entry.file ?? entry.foundAt,
    sealer: report?.sealer ?? { kind: 'none' },
    ...given('issuerClaims', badge?.issuer.name),
    ...given('awardedAt', badge?.awardedAt),
    ...given('validFrom', badge?.validFrom),
    ...given('validUntil', badge?.validUntil),
    ...given('awardId', badge?.id),
    ...given('achievementId', badge?.achievementId),
    ...(words === undefined ? {} : given('match', match)),
    ...given('matchWords', words),
    ...given('checkedAt', report?.checkedAt),
    checks: (report?.checks ?? []).map((check) => ({
      id: check.id,
      outcome: check.outcome,
      code: check.code,
      sentence: checkSentence(check),
      ...given('about', check.about),
    })),
    evidence: (report?.evidence ?? []).map(({ url, time, status, mediaType, sha256 }) => ({
      url,
      time,
      status,
      mediaType,
      sha256,
    })),
    ...(withRecipients ? { recipients: badge?.recipients ?? [] } : {}),
  };
}

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
