// What Laurel says: from reports and entries to words. No view library here: the worker names the seals with it.
import { i18n } from '#i18n';
import { answerOfReport } from '../lib/page/report-view';
import type { Answer, EntryView, ReportView } from '../lib/page/views';
import type { Check, Report } from '../lib/verify';
import { dateInWords, distanceInWords, wordsLocale } from './dates';
import { SEALS, type Tone } from './seal-shapes';

/** The parts of a report that words are made of; a report with or without evidence bytes. */
export type SpokenReport = Pick<Report, 'verdict' | 'badge' | 'sealer' | 'checks' | 'needs' | 'recipient'> & {
  endorsements: readonly Pick<Report, 'verdict' | 'needs' | 'checks'>[];
};

/** Keys of the locale file under `answers`. */
const ANSWERS = {
  verified: 'verified',
  'verified-with-notes': 'verifiedWithNotes',
  'not-valid': 'notValid',
  revoked: 'revoked',
  suspended: 'suspended',
  expired: 'expired',
  'not-yet-valid': 'notYetValid',
  'could-not-check': 'couldNotCheck',
  'not-checked': 'notChecked',
  checking: 'checking',
} as const satisfies Record<Answer, string>;

/** The one answer that is shown for an entry or a report. */
export function answerOf(of: EntryView | SpokenReport): Answer {
  if ('verdict' in of) return answerOfReport(of);
  if (of.state === 'checking') return 'checking';
  return of.state === 'checked' && of.report !== undefined ? answerOfReport(of.report) : 'not-checked';
}

export function wordsOf(answer: Answer): string {
  return i18n.t(`answers.${ANSWERS[answer]}`);
}

export function toneOf(answer: Answer): Tone {
  return SEALS[answer].tone;
}

/** What is known beside the report. */
export interface Surroundings {
  asks?: EntryView['asks'];
  /** When the badge was put into the backpack, ISO 8601. */
  savedAt?: string;
  /** When what the backpack keeps last proved it, where that was looked up; null: never. */
  provenAt?: string | null;
}

/** The answer in one sentence or two. */
export function sentenceOf(report: SpokenReport, around: Surroundings = {}): string {
  switch (report.verdict) {
    case 'verified':
      return sentenceOfGenuine(report);
    case 'not-valid':
      return sentenceOfNotValid(report);
    case 'revoked':
      return sentenceOfWithdrawn(report, around);
    case 'suspended':
      return i18n.t('words.suspended', { issuer: provenIssuer(report) });
    case 'expired':
      return dated('words.expired', 'words.expiredUndated', report.badge?.validUntil);
    case 'not-yet-valid':
      return dated('words.notYetValid', 'words.notYetValidUndated', report.badge?.validFrom);
    case 'could-not-check':
      return report.needs.length > 0
        ? leaveSentence(report.needs, around.asks)
        : sentenceOfUnknown(report, around);
  }
}

function sentenceOfGenuine({ sealer, checks, badge }: SpokenReport): string {
  if (sealer.kind === 'key')
    return i18n.t('words.genuineKey', { fingerprint: shortFingerprint(sealer.value) });
  if (checks.some((check) => NO_STATUS.has(check.code))) return i18n.t('words.genuineNoStatus');
  if (sealer.kind === 'domain') return i18n.t('words.genuineDomain', { domain: sealer.value ?? '' });
  const name = badge?.issuer.name;
  const platform = sealer.value ?? '';
  return name === undefined
    ? i18n.t('words.genuinePlatformNameless', { platform })
    : i18n.t('words.genuinePlatform', { platform, name });
}

function sentenceOfNotValid({ checks }: SpokenReport): string {
  const failed = checks.filter((check) => check.outcome === 'failed');
  for (const [situation, applies] of NOT_VALID) {
    const check = failed.find(applies);
    if (check === undefined) continue;
    if (situation !== 'outsideScope') return i18n.t(`words.${situation}`);
    const host = check.params?.host;
    if (host !== undefined) return i18n.t('words.outsideScope', { host });
  }
  return i18n.t('words.notValid');
}

function sentenceOfWithdrawn(report: SpokenReport, around: Surroundings): string {
  const gone = report.checks.find((check) => GONE.has(check.code));
  if (gone !== undefined) return sentenceOfGone(gone, report, around);
  const status = report.checks.find((check) => check.outcome === 'failed' && check.code.includes('revoked'));
  const issuer = provenIssuer(report);
  const date = status?.params?.date === undefined ? undefined : dateInWords(status.params.date);
  const withdrawn =
    date === undefined ? i18n.t('words.revoked', { issuer }) : i18n.t('words.revokedOn', { issuer, date });
  return [withdrawn, status?.params?.reason].filter(Boolean).join(' ');
}

function sentenceOfGone(check: Check, report: SpokenReport, { savedAt, provenAt }: Surroundings): string {
  const host = check.params?.host ?? provenIssuer(report);
  if (provenAt === null) return i18n.t('words.gone', { host });
  const since = provenAt ?? savedAt;
  const date = since === undefined ? undefined : dateInWords(since);
  return date === undefined
    ? i18n.t('words.goneUnsaved', { host })
    : i18n.t('words.goneSaved', { host, date });
}

function sentenceOfUnknown(report: SpokenReport, around: Surroundings): string {
  for (const check of report.checks) {
    if ((check.outcome !== 'unknown' && check.outcome !== 'failed') || isOfList(check)) continue;
    const host = check.params?.host;
    const reason = check.params?.reason;
    const name = check.params?.name;
    if (GONE.has(check.code) && host !== undefined) return sentenceOfGone(check, report, around);
    if (KEY_NOT_TIED.has(check.code)) return i18n.t('words.keyNotTied');
    if (check.code === 'proof-for-holder') return i18n.t('words.forHolder');
    if (KIND_UNKNOWN.has(check.code)) {
      return name === undefined ? i18n.t('words.kindUnknownNameless') : i18n.t('words.kindUnknown', { name });
    }
    if (LIMIT.has(check.code) || reason === 'limit') return i18n.t('words.limit');
    if (host === undefined) continue;
    if (PRIVATE_NETWORK.has(check.code) || reason === 'guard')
      return i18n.t('words.privateNetwork', { host });
    if (HOST_SILENT.has(check.code) || reason === 'host') return i18n.t('words.hostSilent', { host });
  }
  return i18n.t('words.couldNotCheck');
}

/** `To check this, Laurel has to ask {host}. ...` for an entry that waits for leave. */
export function leaveSentence(hosts: readonly string[], asks: EntryView['asks'] = []): string {
  const wanted = asks.length > 0 ? asks.map((ask) => ask.host) : hosts;
  if (wanted.length === 0) return i18n.t('words.leaveOffered');
  const host = new Intl.ListFormat(wordsLocale(), { type: 'conjunction' }).format(new Set(wanted));
  return asks.length > 0 && asks.every((ask) => ask.reason === 'offline')
    ? i18n.t('words.leaveOffline', { host })
    : i18n.t('words.leave', { host });
}

/** The same for an entry in whatever state it is. */
export function sentenceOfEntry(entry: EntryView): string {
  if (entry.state === 'checking') return i18n.t('words.checking');
  if (entry.state === 'found' || entry.report === undefined) return leaveSentence([], entry.asks);
  return sentenceOf(entry.report, {
    asks: entry.asks,
    ...(entry.saved === undefined ? {} : { savedAt: entry.saved.savedAt }),
  });
}

// Check codes that say which row of the table of words applies; everything else gets the row's general words.
const NO_PROOF = new Set(['no-proof', 'proof-missing']);
const KEY_NOT_TIED = new Set(['key-not-tied']);
const KIND_UNKNOWN = new Set([
  'suite-unknown',
  'key-kind-unknown',
  'issuer-kind-unknown',
  'context-unknown',
  'renamed-terms',
]);
const LIMIT = new Set(['limit']);
const PRIVATE_NETWORK = new Set(['guard']);
const HOST_SILENT = new Set(['host-silent', 'host-status']);
const GONE = new Set(['gone']);
const NO_STATUS = new Set(['no-status']);

/** Situations of a badge that is not valid, the one that explains most first. */
const NOT_VALID: readonly ['noProof' | 'outsideScope' | 'changed' | 'shape', (check: Check) => boolean][] = [
  ['noProof', (check) => NO_PROOF.has(check.code)],
  ['outsideScope', (check) => check.id === 'scope'],
  ['changed', (check) => ['proof', 'signature', 'key', 'issuer'].includes(check.id)],
  ['shape', (check) => check.id === 'shape'],
];

/** Who was proven to stand behind the badge, as the beginning of a sentence. */
function provenIssuer({ sealer }: SpokenReport): string {
  if (sealer.kind === 'key') return i18n.t('words.keyHolder');
  return sealer.kind === 'none' ? i18n.t('words.theIssuer') : (sealer.value ?? i18n.t('words.theIssuer'));
}

function dated(
  key: 'words.expired' | 'words.notYetValid',
  undated: 'words.expiredUndated' | 'words.notYetValidUndated',
  iso: string | undefined,
): string {
  const date = iso === undefined ? undefined : dateInWords(iso);
  return date === undefined ? i18n.t(undated) : i18n.t(key, { date });
}

/** One plain sentence for a check. A code without one of its own gets what its outcome means. */
export function checkSentence(check: Check): string {
  // Codes come from reports, also from saved ones of older versions: no closed set of keys to type this with.
  const translate = i18n.t as unknown as (key: string, params: Record<string, string>) => string;
  // Chromium refuses hyphens in message names.
  const sentence = translate(`checks.${check.code.replaceAll('-', '_')}`, spoken(check.params));
  // Not every check knows the particulars that its sentence has room for.
  const said = sentence === '' ? i18n.t(OUTCOMES[check.outcome]) : sentence.replace(/ \(\{\w+\}\)/g, '');
  const host = isOfList(check) ? check.params?.list : undefined;
  return host === undefined ? said : i18n.t('words.ofList', { host, sentence: said });
}

/** What a list is about, in words of this language where it is one of the usual purposes. */
function spoken({ purpose, ...params }: NonNullable<Check['params']> = {}): Record<string, string> {
  if (purpose === undefined) return params;
  const known = PURPOSES.find((name) => name === purpose);
  return { ...params, purpose: known === undefined ? purpose : i18n.t(`words.purpose.${known}`) };
}

const PURPOSES = ['revocation', 'suspension', 'refresh', 'message'] as const;

/** A list of withdrawn badges has a seal of its own, which is checked like the badge's and is not the badge's. */
function isOfList({ params }: Check): boolean {
  return params?.list !== undefined;
}

const OUTCOMES = {
  passed: 'words.checkPassed',
  warning: 'words.checkWarning',
  failed: 'words.checkFailed',
  unknown: 'words.checkUnknown',
  skipped: 'words.checkSkipped',
} as const satisfies Record<Check['outcome'], string>;

/** Signs of deceit, which come before all that is merely untidy. */
const LOUD_CODES: ReadonlySet<string> = new Set(['picture-different', 'look-alike']);

/** Those of the notes that speak of deceit: they stand where nobody overlooks them. */
export function loudNotesOf({ checks }: Pick<SpokenReport, 'checks'>): string[] {
  return loudChecks(checks).map(checkSentence);
}

/** The same in a few words, for a line in a list. */
export function loudWordsOf({ checks }: Pick<SpokenReport, 'checks'>): string[] {
  return loudChecks(checks).map(({ code, params }) =>
    code === 'look-alike'
      ? i18n.t('words.loud.lookAlike', { known: params?.known ?? '' })
      : i18n.t('words.loud.picture'),
  );
}

function loudChecks(checks: readonly Check[]): Check[] {
  return checks.filter(({ code }) => LOUD_CODES.has(code));
}

/** At most three things to know beside the answer, the gravest first. */
export function notesOf(report: SpokenReport): string[] {
  const said = sentenceOf(report);
  const of = (outcome: Check['outcome']) =>
    report.checks
      .filter((check) => check.outcome === outcome && !isSaidAlready(check, report))
      .map(checkSentence);
  const unconfirmed = report.endorsements.filter(
    (endorsement) => !isConfirmed(endorsement) && endorsement.needs.length === 0,
  ).length;
  const unproven = report.verdict === 'not-valid' || report.verdict === 'could-not-check';
  const loud = new Set(loudNotesOf(report));
  const unexplained = said === i18n.t('words.couldNotCheck');
  const notes = [
    ...(report.recipient.outcome === 'mismatch' ? [recipientLine(report)] : []),
    ...(unproven ? of('failed') : []),
    ...(unconfirmed > 0 ? [i18n.t('words.endorsementFailed', unconfirmed)] : []),
    ...of('warning').toSorted((left, right) => Number(loud.has(right)) - Number(loud.has(left))),
    ...(unexplained ? of('unknown') : []),
  ];
  return [...new Set(notes)].filter((note) => note !== said).slice(0, 3);
}

/** Genuine, in force, and about this badge: praise of something else is no praise of this one. */
export function isConfirmed({ verdict, checks }: Pick<Report, 'verdict' | 'checks'>): boolean {
  return verdict === 'verified' && !checks.some(({ code }) => BESIDE_THE_POINT.has(code));
}

export const BESIDE_THE_POINT: ReadonlySet<string> = new Set([
  'endorsement-of-other',
  'endorsement-of-no-kind',
]);

/** The sentence for a bare key is the note about it; endorsements have a note of their own. */
function isSaidAlready(check: Check, { verdict, sealer, endorsements, checks }: SpokenReport): boolean {
  if (check.code === 'endorsements-not-all-verified') {
    return endorsements.some((endorsement) => !isConfirmed(endorsement) && endorsement.needs.length === 0);
  }
  // What its holder keeps back is no fault of the issuer's.
  if (check.code === 'shape-incomplete') return checks.some(({ code }) => code === 'shown-in-part');
  return check.code === 'bare-key' && verdict === 'verified' && sealer.kind === 'key';
}

/** For whom, once identities were compared; empty when nobody asked. */
export function recipientLine({ recipient, badge }: Pick<SpokenReport, 'recipient' | 'badge'>): string {
  const type = identityName(badge?.recipients[0]?.type);
  switch (recipient.outcome) {
    case 'match':
      return i18n.t('words.forYou');
    case 'mismatch':
      return i18n.t('words.notForYou', { type });
    case 'not-comparable':
      return i18n.t('words.notComparable', { type });
    case 'not-bound':
      return i18n.t('words.notBound');
    case 'not-asked':
      return '';
  }
}

export function identityName(type: string | undefined): string {
  switch (type) {
    case 'email':
    case 'url':
    case 'telephone':
    case 'id':
    case 'name':
      return i18n.t(`words.identity.${type}`);
    default:
      return i18n.t('words.identity.other');
  }
}

/** The badge's name for a heading; what the page claims only until there is a report. */
export function nameOf(entry: EntryView): string {
  const name = entry.report?.badge?.name ?? entry.claimed?.name;
  if (name !== undefined) return name;
  return entry.at === undefined ? i18n.t('words.unnamed') : i18n.t('words.badgeAt', { host: entry.at });
}

/** The accessible name of a seal. */
export function sealLabel(entry: EntryView): string {
  const answer = answerOf(entry);
  if (answer === 'not-checked' || entry.report === undefined) {
    return i18n.t(answer === 'checking' ? 'words.sealChecking' : 'words.sealNotChecked');
  }
  const words = { answer: wordsOf(answer), name: nameOf(entry) };
  const { kind, value = '' } = entry.report.sealer;
  switch (kind) {
    case 'domain':
      return i18n.t('words.sealDomain', { ...words, domain: value });
    case 'platform':
      return i18n.t('words.sealPlatform', { ...words, platform: value });
    case 'key':
      return i18n.t('words.sealKey', words);
    case 'none':
      return i18n.t('words.sealNone', words);
  }
}

/** Whose seal is on it, from what was proven only. */
export function issuerLine({ sealer: { kind, value = '' } }: Pick<Report | ReportView, 'sealer'>): string {
  switch (kind) {
    case 'domain':
      return i18n.t('words.issuerDomain', { domain: value });
    case 'platform':
      return i18n.t('words.issuerPlatform', { platform: value });
    case 'key':
      return i18n.t('words.issuerKey', { fingerprint: shortFingerprint(value) });
    case 'none':
      return i18n.t('words.issuerNone');
  }
}

/** Enough of it to compare by eye; the whole of it stands where the key itself is shown. */
function shortFingerprint(value = ''): string {
  return value.length <= 20 ? value : `${value.slice(0, 8)}…${value.slice(-6)}`;
}

/** `until 3 May 2027, in five months`, or that there is no end. */
export function validityInWords(
  badge: { validFrom?: string; validUntil?: string },
  now = new Date(),
): string {
  const starts = badge.validFrom !== undefined && new Date(badge.validFrom) > now;
  const iso = starts ? badge.validFrom : badge.validUntil;
  const date = iso === undefined ? undefined : dateInWords(iso);
  const distance = iso === undefined ? undefined : distanceInWords(iso, now);
  if (date === undefined || distance === undefined) return i18n.t('words.goodAlways');
  return i18n.t(starts ? 'words.goodFrom' : 'words.goodUntil', { date, distance });
}

/** `5 badges here: 3 verified, 1 expired, 1 could not be checked`. */
export function summaryOf(entries: readonly EntryView[]): string {
  if (entries.length === 0) return i18n.t('words.nothingHere');
  const parts = countsInWords(entries.map(answerOf));
  return i18n.t('words.summary', entries.length, { parts });
}

/** `3 verified, 1 expired`. */
export function countsInWords(answers: readonly Answer[]): string {
  const counted = answers.map(withoutNotes);
  const parts = COUNTED.flatMap((answer) => {
    const count = counted.filter((one) => one === answer).length;
    return count === 0 ? [] : [i18n.t(`answers.count.${ANSWERS[answer]}`, count)];
  });
  return new Intl.ListFormat(wordsLocale(), { type: 'unit', style: 'short' }).format(parts);
}

function withoutNotes(answer: Answer): Counted {
  return answer === 'verified-with-notes' ? 'verified' : answer;
}

type Counted = Exclude<Answer, 'verified-with-notes'>;
const COUNTED: readonly Counted[] = [
  'verified',
  'not-valid',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
  'could-not-check',
  'not-checked',
  'checking',
];
