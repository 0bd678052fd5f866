// One HTML file for a badge or a collection, that stands by itself: to put on a site, into a mail or application.
// A face of its own: loaded once somebody makes such a file.

import { renderSVG } from 'uqr';
import { sniffContainer } from '../baking';
import { toBase64 } from '../formats/base64';
import { escapedMarkup as escaped } from '../formats/markup';
import { type Carried, carriedBy, type PageBadge } from './page-badge';
import { dateOnPage, type PageField, type PageWord, pageWords } from './page-words';
import { publicLink } from './public-link';
import type { PageAnswer } from './self-check';
import { SHARE_PAGE_STYLE } from './share-page-style';

export interface SharePageOptions {
  title: string;
  description?: string;
  /** BCP 47, of the words below. */
  language: string;
  direction: 'ltr' | 'rtl';
  words: SharePageWords;
  /** The packaged script `share-check.js`, as text. */
  checker: string;
  /** Where the page will stand, when that is known: printed with a QR code. */
  address?: string;
  /** Says whom the badges are awarded to, and leaves recipients in hosted badges. */
  withRecipient: boolean;
}

export interface SharePageWords {
  /** What stands before each word that a badge says. */
  fields: Record<Exclude<PageField, 'name' | 'description'>, string>;
  /** One sentence each; `{key}` and `{host}` are filled in by the check. */
  answers: Record<PageAnswer, string>;
  /** Beside an end that lies before the day on which the page is read. */
  past: string;
  /** That a forger could write this too. */
  caution: string;
  link: string;
  qr: string;
}

/**
 * The whole file as text. It runs one script, named by its hash, and loads nothing: its own policy forbids both.
 * Badges that the page holds are the original bytes, so that any verifier, Laurel too, finds and checks them there.
 */
export async function sharePage(badges: readonly PageBadge[], options: SharePageOptions): Promise<string> {
  const { title, description, language, direction, words, address } = options;
  const checker = scriptText(options.checker);
  const carried = await Promise.all(badges.map((badge) => carriedBy(badge, options.withRecipient)));
  const articles = badges.map((badge, index) => article(badge, carried[index], options));
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src '${await integrity(SHARE_PAGE_STYLE)}'`,
    `script-src '${await integrity(checker)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${SHARE_PAGE_STYLE}</style>
</head>
<body>
<main${badges.length === 1 ? ' class="single"' : ''}>
${badges.length === 1 ? '' : `<header><h1>${escaped(title)}</h1>${paragraph(description)}</header>`}
${articles.join('\n')}
<footer>
<p>${escaped(words.caution)}</p>
${address === undefined ? '' : linked(address, words)}
</footer>
</main>
<script>${checker}</script>
</body>
</html>
`;
}

function article(badge: PageBadge, carried: Carried | undefined, options: SharePageOptions): string {
  const { words, language } = options;
  // Nothing proven: no issuer is named.
  const says = pageWords(badge.badge).filter(({ field }) => {
    if (field === 'recipient') return options.withRecipient;
    // Where nothing is proven, no issuer is named.
    return field !== 'issuer' || badge.sealer.kind !== 'none';
  });
  const one = (field: PageField) => says.find((word) => word.field === field);
  const facts = says.flatMap((word) => {
    if (word.field === 'name' || word.field === 'description') return [];
    const past = word.field === 'until' ? ` <span class="past">${escaped(words.past)}</span>` : '';
    return `<div><dt>${escaped(words.fields[word.field])}</dt><dd>${said(word, language)}${past}</dd></div>`;
  });
  const link = publicLink(badge.badge);
  const isItsOwn = carried?.document.form === 'address' && link === carried.document.text;
  return `<article data-badge>
${carried?.baked === undefined ? letter(badge.badge.name) : picture(carried.baked, badge.badge.name)}
<div class="words">
<h2>${said(one('name') ?? { field: 'name', kind: 'text', value: '' }, language)}</h2>
${one('description') === undefined ? '' : `<p>${said(one('description'), language)}</p>`}
<dl>${facts.join('\n')}</dl>
<p class="check" role="status" data-answer="unchecked">${answers(words)}</p>
${link === undefined ? '' : linked(link, words, isItsOwn)}
</div>
${carried === undefined || isItsOwn ? '' : carrier(carried.document)}
</article>`;
}

function said(word: PageWord | undefined, language: string): string {
  if (word === undefined) return '';
  const { field, kind, value } = word;
  return kind === 'date'
    ? `<time data-says="${field}" datetime="${escaped(value)}">${escaped(dateOnPage(value, language))}</time>`
    : `<span data-says="${field}">${escaped(value)}</span>`;
}

function answers({ answers }: SharePageWords): string {
  return Object.entries(answers)
    .map(([answer, sentence]) => {
      const told = escaped(sentence).replace(/\{(key|host)\}/g, '<b data-told="$1"></b>');
      return `<span data-when="${answer}">${told}</span>`;
    })
    .join('');
}

function picture(bytes: Uint8Array, name: string): string {
  const type = sniffContainer(bytes) === 'svg' ? 'image/svg+xml' : 'image/png';
  return `<img data-carrier class="art" alt="${escaped(name)}" src="data:${type};base64,${toBase64(bytes)}">`;
}

function letter(name: string): string {
  const [first = ''] = [...name.trim()];
  return `<span class="art letter" aria-hidden="true">${escaped(first.toLocaleUpperCase())}</span>`;
}

/** The document as data that no browser runs, and that Laurel and other readers of JSON-LD find. */
function carrier({ form, text }: PageBadge['document']): string {
  switch (form) {
    case 'json':
      // In JSON this character stands in strings alone, where the escape means the same.
      return `<script type="application/ld+json" data-carrier>${text.replaceAll('<', '\\u003c')}</script>`;
    case 'jws':
      return `<script type="application/vc+jwt" data-carrier>${escaped(text)}</script>`;
    case 'address':
      return `<p class="address"><a data-carrier href="${escaped(text)}">${escaped(text)}</a></p>`;
  }
}

/** `carries`: the badge is kept at this very address. */
function linked(address: string, { link, qr }: SharePageWords, carries = false): string {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return '';
  return `<p class="link"><span class="qr" role="img" aria-label="${escaped(qr)}">${qrCode(url.href)}</span>
<span>${escaped(link)} <a${carries ? ' data-carrier' : ''} rel="noopener noreferrer" href="${escaped(url.href)}">${escaped(url.href)}</a></span></p>`;
}

/** SVG markup, black on white whatever the theme: cameras want it so. Empty where the text is too long for one. */
export function qrCode(text: string): string {
  // Version 40 holds 2,331 bytes at this strength.
  return new TextEncoder().encode(text).length > 2_300 ? '' : renderSVG(text, { ecc: 'M', border: 2 });
}

function paragraph(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<p>${escaped(text)}</p>`;
}

/** `</script` and `<!--` would end or change the element; in the strings and patterns of a script the escape is the same. */
function scriptText(script: string): string {
  return script.replace(/\r\n?/g, '\n').replace(/<(?=\/script|!--|script)/gi, '\\x3c');
}

async function integrity(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${toBase64(new Uint8Array(digest))}`;
}

export { type PageBadge, sealedRecipients } from './page-badge';
export { dateOnPage, type PageWord, pageWords } from './page-words';
