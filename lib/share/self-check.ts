// The check that a share page carries with it: offline, in a browser without Laurel. It is packaged as one script
// (entrypoints/share-check.ts) and written into each page; it has no words of its own, only picks among the page's.
import { extract, type Report, verify } from '../verify';
import { dateOnPage, pageWords, plain } from './page-words';

/** What a badge's line says; each has its sentence in the page. */
export type PageAnswer =
  | 'unchecked'
  | 'intact'
  /** The signature is good; whether the badge was withdrawn only the issuer can say. */
  | 'intact-status-unknown'
  | 'expired'
  | 'not-yet-valid'
  | 'changed'
  /** The signature is good, and the page says other words than what was signed. */
  | 'differs'
  /** Only the issuer or its published key can tell. */
  | 'ask'
  | 'unable';

/** Checks every badge of the page with what is in the page alone, and shows the answer beside each. */
export async function checkPage(page: Document): Promise<void> {
  for (const article of page.querySelectorAll<HTMLElement>('[data-badge]')) {
    const reports = crypto.subtle === undefined ? undefined : await reportsOf(article);
    const answer = reports === undefined ? 'unable' : answerOf(reports, article);
    show(article, answer, reports?.[0]);
    const end = article.querySelector('[data-says="until"]')?.getAttribute('datetime') ?? '';
    article.toggleAttribute('data-past', Date.parse(end) < Date.now());
  }
}

/** One report for each badge in each carrier: the picture and the text beside it; a carrier without any is damaged. */
async function reportsOf(article: HTMLElement): Promise<(Report | undefined)[]> {
  const reports: (Report | undefined)[] = [];
  for (const carrier of article.querySelectorAll('[data-carrier]')) {
    const source = sourceOf(carrier);
    const documents = source === undefined ? [] : (await extract(source, {})).documents;
    if (documents.length === 0) reports.push(undefined);
    // No fetch in the environment: nothing here ever asks the network.
    for (const document of documents) reports.push(await verify(document, {}));
  }
  return reports;
}

function sourceOf(carrier: Element) {
  if (carrier.localName === 'img') {
    const [, base64] =
      /^data:[\w/+.-]+;base64,([\w+/]+={0,2})$/.exec(carrier.getAttribute('src') ?? '') ?? [];
    if (base64 === undefined || base64.length % 4 !== 0) return undefined;
    return { kind: 'file', bytes: Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)) } as const;
  }
  const text = carrier.localName === 'a' ? carrier.getAttribute('href') : carrier.textContent;
  return { kind: 'text', text: text ?? '' } as const;
}

function answerOf(reports: readonly (Report | undefined)[], article: HTMLElement): PageAnswer {
  if (reports.length === 0) return 'changed';
  const [worst = 'changed'] = reports
    .map((report) => answerOfOne(report, article))
    .toSorted((left, right) => GRAVEST_FIRST.indexOf(left) - GRAVEST_FIRST.indexOf(right));
  return worst;
}

const GRAVEST_FIRST: readonly PageAnswer[] = [
  'changed',
  'differs',
  'ask',
  'expired',
  'not-yet-valid',
  'intact-status-unknown',
  'intact',
];

function answerOfOne(report: Report | undefined, article: HTMLElement): PageAnswer {
  if (report === undefined || report.verdict === 'not-valid') return 'changed';
  if (report.sealer.kind === 'none' || report.badge === undefined) return 'ask';
  if (!saysWhatWasSigned(report.badge, article)) return 'differs';
  switch (report.verdict) {
    case 'verified':
      return 'intact';
    case 'expired':
    case 'not-yet-valid':
      return report.verdict;
    case 'could-not-check':
      return 'intact-status-unknown';
    case 'revoked':
    case 'suspended':
      // Needs a status list, which can not be had here.
      return 'ask';
  }
}

/** Every word shown about the badge is the signed one; nothing signed that belongs there is left out. */
function saysWhatWasSigned(badge: NonNullable<Report['badge']>, article: HTMLElement): boolean {
  const signed = pageWords(badge);
  const shown = [...article.querySelectorAll<HTMLElement>('[data-says]')];
  const told = new Set(shown.map((element) => element.dataset.says));
  if (signed.some(({ field }) => !MAY_BE_LEFT_OUT.has(field) && !told.has(field))) return false;
  return shown.every((element) => {
    const word = signed.find(({ field }) => field === element.dataset.says);
    if (word === undefined) return false;
    if (word.kind === 'text') return plain(element.textContent) === word.value;
    if (element.getAttribute('datetime') !== word.value) return false;
    // Browsers write the same date in different ways; the signed one is written anew instead of compared.
    element.textContent = dateOnPage(word.value, article.ownerDocument.documentElement.lang);
    return true;
  });
}

/** Whom it is awarded to is shown by choice, who issued it only where that was proven when the page was made. */
const MAY_BE_LEFT_OUT = new Set<string>(['recipient', 'issuer']);

function show(article: HTMLElement, answer: PageAnswer, report: Report | undefined): void {
  const line = article.querySelector<HTMLElement>('[data-answer]');
  if (line === null) return;
  const told: Record<string, string | undefined> = {
    key: report?.sealer.value,
    host: report?.needs.join(', '),
  };
  for (const place of line.querySelectorAll<HTMLElement>('[data-told]')) {
    place.textContent = told[place.dataset.told ?? ''] ?? '';
  }
  line.dataset.answer = answer;
}
