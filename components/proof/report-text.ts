// The report as text that can be pasted anywhere: plain to read, Markdown where that is shown.
import { i18n } from '#i18n';
import { answerOfReport } from '../../lib/page/report-view';
import type { ReportView } from '../../lib/page/views';
import type { Explanation } from '../../lib/verify/explain';
import { dateInWords, momentInWords } from '../dates';
import { checkSentence, issuerLine, recipientLine, sentenceOf, validityInWords, wordsOf } from '../sentences';
import { hexOf } from './material';

export interface ReportTextOptions {
  /** Whom it was awarded to and whether that is the person: left out unless they ticked it. */
  withRecipient: boolean;
  /** Laurel's own version. */
  version: string;
  explanation?: Explanation;
}

export function reportText(name: string, report: ReportView, options: ReportTextOptions): string {
  const sections = [
    [`# ${oneLine(name)}`],
    [`**${wordsOf(answerOfReport(report))}.** ${oneLine(sentenceOf(report))}`],
    facts(report, options),
    titled('proof.text.checks', report.checks.map(checkLine)),
    titled('proof.text.members', report.parts.map(innerLine)),
    titled('proof.text.endorsements', report.endorsements.map(innerLine)),
    titled('proof.text.values', valueLines(options.explanation)),
    titled('proof.text.documents', report.evidence.flatMap(documentLines)),
    [i18n.t('proof.text.foot', { version: options.version })],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function facts(report: ReportView, { withRecipient }: ReportTextOptions): string[] {
  const { badge, sealer } = report;
  const proven = sealer.kind !== 'none' && report.verdict !== 'not-valid';
  const awarded = badge?.awardedAt === undefined ? undefined : dateInWords(badge.awardedAt);
  return [
    issuerLine(proven ? report : { sealer: { kind: 'none' } }),
    ...(proven && sealer.kind === 'key' && sealer.value ? [fact('proof.key', sealer.value)] : []),
    ...(proven && badge?.issuer.name
      ? [i18n.t('card.callsItself', { name: oneLine(badge.issuer.name) })]
      : []),
    ...(proven && awarded ? [fact('card.awarded', awarded)] : []),
    ...(proven && badge ? [fact('card.good', validityInWords(badge))] : []),
    ...(badge?.id === undefined ? [] : [fact('card.identity', badge.id)]),
    ...(withRecipient ? recipientLines(report) : []),
    i18n.t('card.checkedAt', { when: `${momentInWords(report.checkedAt) ?? ''} (${report.checkedAt})` }),
  ].map((line) => `- ${oneLine(line)}`);
}

function recipientLines(report: ReportView): string[] {
  const named = (report.badge?.recipients ?? []).map(
    ({ type, value, hash }) => `${type} ${value ?? hash ?? ''}`,
  );
  const outcome = recipientLine(report);
  return [
    ...(named.length === 0 ? [] : [fact('proof.text.recipient', named.join(', '))]),
    ...(outcome === '' ? [] : [outcome]),
  ];
}

function checkLine(check: ReportView['checks'][number]): string {
  return `- ${i18n.t(`card.outcome.${check.outcome}`)} ${oneLine(checkSentence(check))}`;
}

function innerLine(report: ReportView): string {
  const name = report.badge?.name ?? report.subject.id ?? i18n.t('words.unnamed');
  return `- ${oneLine(name)}: ${wordsOf(answerOfReport(report))}. ${issuerLine(report)}.`;
}

function valueLines(explanation: Explanation | undefined): string[] {
  return (explanation?.proofs ?? []).flatMap(({ suite, hash, hashed, signed, signature, key, form }) => [
    `- ${suite}`,
    ...hashed.map(({ what, digest }) => `  - ${i18n.t(`proof.hashed.${what}`)}, ${hash}: ${hexOf(digest)}`),
    ...(signed === undefined || form === 'jws' ? [] : [`  - ${i18n.t('proof.signed')}: ${hexOf(signed)}`]),
    ...(signature === undefined ? [] : [`  - ${i18n.t('proof.signature')}: ${hexOf(signature)}`]),
    ...(key === undefined ? [] : [`  - ${i18n.t('proof.key')}: ${key.type} ${key.fingerprint}`]),
    ...(key?.method === undefined ? [] : [`  - ${i18n.t('proof.keyNamed')}: ${oneLine(key.method)}`]),
  ]);
}

function documentLines({ url, time, status, mediaType, sha256 }: ReportView['evidence'][number]): string[] {
  return [`- ${oneLine(url)}`, `  - ${time}, ${status}, ${oneLine(mediaType)}`, `  - SHA-256: ${sha256}`];
}

function titled(key: Title, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`## ${i18n.t(key)}`, ...lines];
}

type Title = `proof.text.${'checks' | 'members' | 'endorsements' | 'values' | 'documents'}`;

function fact(
  key: 'proof.key' | 'card.awarded' | 'card.good' | 'card.identity' | 'proof.text.recipient',
  value: string,
) {
  return `${i18n.t(key)}: ${value}`;
}

/** A stranger's words can not start a line, a heading or a list of their own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
