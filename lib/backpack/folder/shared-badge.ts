// One badge as it lies in the folder, and how two versions of it become one. The order in which versions meet does not
// matter, nor how often: every device ends with the same.
import { answerOfReport } from '../../page/report-view';
import type { ReportView } from '../../page/views';
import type { EvidenceDocument } from '../../verify';
import type { SavedBadge, SavedFile } from '../records';
import { newest } from '../taking-in';
import { isOfFirstFormat } from '../versions';
import { silenceOf, withoutRepetitions } from '../watching';
import { asWritten, joinOwnWords, knownStamps } from './own-words';
import { canonical } from './registers';

export interface FileReference extends Omit<SavedFile, 'bytes' | 'badgeId'> {
  /** Its name in badges/. */
  file: string;
  sha256: string;
}
export interface ProofReference extends Omit<EvidenceDocument, 'bytes'> {
  /** Its name in proofs/. */
  file: string;
}

export interface SharedBadge {
  /** `entryIdOf` of its document: the same on every device. */
  key: string;
  /** How often the badge had been deleted when it was last kept. */
  life: number;
  /** Every `savedAt` that went into it. */
  saves: string[];
  badge: Omit<SavedBadge, 'id'>;
  files: FileReference[];
  reports: ReportView[];
  evidence: ProofReference[];
}

/** What was known of a badge when it was deleted. */
export interface Gone {
  /** Versions with a lower `life` are deleted ... */
  life: number;
  /** ... unless they say something that was not known then. */
  saves: string[];
  changed: NonNullable<SavedBadge['changed']>;
  /** Of all tags and notes; left out by the first format. */
  stamps?: string[];
}

/**
 * A deletion reaches what was known when it was made. A badge that was changed, or saved, on another device without
 * knowing of it stays: no clock is asked, only what each had seen.
 */
export function isGone(
  {
    life,
    saves,
    badge,
  }: Pick<SharedBadge, 'life' | 'saves'> & { badge: Pick<SavedBadge, 'changed' | 'versions'> },
  gone: Gone,
): boolean {
  if (life >= gone.life) return false;
  const known = gone.changed;
  const changedSince = Object.entries(badge.changed ?? {}).some(
    ([field, at]) => at > (known[field as keyof typeof known] ?? ''),
  );
  const wordsSince = knownStamps(badge).some(
    (stamp) => !isOfFirstFormat(stamp) && !gone.stamps?.includes(stamp),
  );
  return !changedSince && !wordsSince && saves.every((at) => gone.saves.includes(at));
}

export function joinGone(here: Gone, there: Gone): Gone {
  if (here.life !== there.life) return here.life > there.life ? here : there;
  return {
    life: here.life,
    saves: bothOf(here.saves, there.saves),
    changed: newest(here.changed, there.changed) ?? {},
    ...(here.stamps || there.stamps ? { stamps: bothOf(here.stamps ?? [], there.stamps ?? []) } : {}),
  };
}

export function joinBadges(one: SharedBadge, other: SharedBadge): SharedBadge {
  const [first, second] = bySaving(one, other);
  const all = joinReports(first.reports, second.reports);
  const reports = withoutRepetitions(all);
  const { badge: words, ...answer } = answered(first.badge, second.badge, reports);
  const foundAt = least(first.badge.foundAt, second.badge.foundAt);
  const claimedName = least(first.badge.claimedName, second.badge.claimedName);
  return {
    key: first.key,
    life: Math.max(first.life, second.life),
    saves: bothOf(first.saves, second.saves),
    badge: {
      ...unknownFields(first.badge, second.badge),
      awardKeys: bothOf(first.badge.awardKeys, second.badge.awardKeys),
      digest: first.badge.digest,
      documentForm: first.badge.documentForm,
      documentText: first.badge.documentText,
      savedAt: first.badge.savedAt,
      ...(foundAt === undefined ? {} : { foundAt }),
      ...(claimedName === undefined ? {} : { claimedName }),
      ...answer,
      ...(words ? { badge: words } : {}),
      ...joinOwnWords(asWritten(first.badge), asWritten(second.badge)),
    },
    files: joinFiles(first, second),
    reports,
    evidence: neededProofs(joinEvidence(first.evidence, second.evidence), all, reports),
  };
}

/** Without what only the reports relied on that were left out. */
function neededProofs(
  evidence: ProofReference[],
  before: readonly ReportView[],
  after: readonly ReportView[],
): ProofReference[] {
  if (before.length === after.length) return evidence;
  const needed = new Set(after.flatMap((report) => report.evidence.map(proofName)));
  const left = before.filter((report) => !after.includes(report)).flatMap((report) => report.evidence);
  const dropped = new Set(left.map(proofName).filter((name) => !needed.has(name)));
  return evidence.filter((document) => !dropped.has(proofName(document)));
}

function proofName({ sha256, url }: Pick<EvidenceDocument, 'sha256' | 'url'>): string {
  return `${sha256} ${url}`;
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'awardKeys', 'digest', 'documentForm', 'documentText', 'savedAt', 'foundAt', 'claimedName'],
  ...['answer', 'sealer', 'checkedAt', 'badge', 'tags', 'notes', 'favourite', 'owner', 'changed', 'versions'],
]);

/** What a later Laurel added goes through this one unharmed. */
function unknownFields(one: SharedBadge['badge'], other: SharedBadge['badge']): Record<string, unknown> {
  const all = [...Object.entries(one), ...Object.entries(other)].filter(([name]) => !KNOWN_FIELDS.has(name));
  return Object.fromEntries(
    all.toSorted(([, here], [, there]) => (canonical(here) < canonical(there) ? -1 : 1)),
  );
}

/** What was saved first comes first; its document and files stand. */
function bySaving(one: SharedBadge, other: SharedBadge): [SharedBadge, SharedBadge] {
  const stamp = ({ badge }: SharedBadge) => `${badge.savedAt} ${badge.digest}`;
  if (stamp(one) !== stamp(other)) return stamp(one) < stamp(other) ? [one, other] : [other, one];
  return canonical(one) < canonical(other) ? [one, other] : [other, one];
}

function bothOf(here: readonly string[], there: readonly string[]): string[] {
  return [...new Set([...here, ...there])].toSorted();
}

function least(one: string | undefined, other: string | undefined): string | undefined {
  return [one, other].filter((text) => text !== undefined).toSorted()[0];
}

function joinFiles(first: SharedBadge, second: SharedBadge): FileReference[] {
  const sameSaving =
    first.badge.savedAt === second.badge.savedAt && first.badge.digest === second.badge.digest;
  const files = new Map(second.files.map((file) => [file.role, file]));
  for (const file of first.files) {
    const rival = files.get(file.role);
    if (!sameSaving || !rival || nameOf(file) < nameOf(rival)) files.set(file.role, file);
  }
  return sortedFiles([...files.values()]);
}

function nameOf(file: FileReference): string {
  return `${file.sha256} ${canonical(file)}`;
}

export function sortedFiles(files: readonly FileReference[]): FileReference[] {
  return files.toSorted((one, other) => (one.role < other.role ? -1 : 1));
}

/** Newest first. */
export function joinReports(here: readonly ReportView[], there: readonly ReportView[]): ReportView[] {
  const reports = new Map(here.map((report) => [report.checkedAt, report]));
  for (const report of there) {
    const rival = reports.get(report.checkedAt);
    if (!rival || canonical(report) < canonical(rival)) reports.set(report.checkedAt, report);
  }
  return [...reports.values()].toSorted((one, other) => (one.checkedAt > other.checkedAt ? -1 : 1));
}

export function joinEvidence(
  here: readonly ProofReference[],
  there: readonly ProofReference[],
): ProofReference[] {
  const documents = new Map(here.map((one) => [proofName(one), one]));
  for (const one of there) {
    const rival = documents.get(proofName(one));
    if (!rival || canonical(one) < canonical(rival)) documents.set(proofName(one), one);
  }
  return [...documents].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, document]) => document);
}

type Answered = Pick<SavedBadge, 'answer' | 'sealer' | 'checkedAt' | 'badge'>;

/**
 * As the backpack does after each check: the newest that could ask, unless nobody asked for it and a host was silent for
 * a moment; whose seal it is stays known, and words that were proven outlive others.
 */
function answered(here: Answered, there: Answered, reports: readonly ReportView[]): Answered {
  const own = [here, there].map(({ answer, sealer, checkedAt }) => ({
    answer,
    sealer,
    ...(checkedAt === undefined ? {} : { checkedAt }),
  }));
  const settled = reports.filter((report, at) => !report.quiet || !isMomentary(reports.slice(at)));
  const checked = settled.map((report) => ({
    answer: answerOfReport(report),
    sealer: report.sealer,
    checkedAt: report.checkedAt,
  }));
  const rank = (one: Omit<Answered, 'badge'>) =>
    `${one.answer === 'not-checked' ? 0 : 1} ${one.checkedAt ?? ''} ${one.sealer.kind === 'none' ? 0 : 1} ${canonical(one)}`;
  const [best] = [...own, ...checked].toSorted((one, other) => (rank(one) > rank(other) ? -1 : 1));
  const proven = reports.find(({ badge, sealer }) => badge && sealer.kind !== 'none')?.badge;
  const words =
    proven ??
    reports.findLast(({ badge }) => badge)?.badge ??
    [here.badge, there.badge]
      .filter((badge) => badge !== undefined)
      .toSorted((one, other) => (canonical(one) < canonical(other) ? -1 : 1))[0];
  return { ...(best ?? here), ...(words ? { badge: words } : {}) };
}

function isMomentary(reports: readonly ReportView[]): boolean {
  const silence = silenceOf(reports.map((report) => ({ checkedAt: report.checkedAt, report })));
  return silence !== undefined && !silence.settled;
}
