// index.html of the archive: for people who have the zip and no Laurel. Text and pictures only, nothing runs in it.
import { escapedMarkup as escaped } from '../../formats/markup';
import type { Collection, SavedBadge } from '../records';

export interface IndexLine {
  saved: SavedBadge;
  folder: string;
  document: string;
  original?: string;
  picture?: string;
}

/** Laurel's own words, in the person's language. */
export interface IndexWords {
  language: string;
  direction: string;
  title: string;
  /** What this page is and what it does not prove. */
  lead: string;
  badge: string;
  answer: string;
  awarded: string;
  own: string;
  files: string;
  original: string;
  document: string;
  about: string;
  collections: string;
  nameOf(saved: SavedBadge): string;
  issuerOf(saved: SavedBadge): string;
  answerOf(saved: SavedBadge): string;
  dateOf(iso: string): string;
}

/** What remains of a badge for the list: ten thousand whole ones would fill the memory. */
export interface IndexedBadge {
  id: string;
  name: string;
  row: string;
}

export function indexed(line: IndexLine, words: IndexWords): IndexedBadge {
  return { id: line.saved.id, name: words.nameOf(line.saved), row: row(line, words) };
}

export function readableIndex(
  lines: readonly IndexedBadge[],
  collections: readonly Collection[],
  words: IndexWords,
): string {
  const rows = lines.map((line) => line.row).join('\n');
  return `<!doctype html>
<html lang="${escaped(words.language)}" dir="${escaped(words.direction)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escaped(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(words.title)}</h1>
<p>${escaped(words.lead)}</p>
<table>
<thead><tr><th></th>${[words.badge, words.answer, words.awarded, words.own, words.files]
    .map((heading) => `<th scope="col">${escaped(heading)}</th>`)
    .join('')}</tr></thead>
<tbody>
${rows}
</tbody>
</table>
${listOfCollections(lines, collections, words)}
</body>
</html>
`;
}

function row({ saved, folder, document, original, picture }: IndexLine, words: IndexWords): string {
  const name = words.nameOf(saved);
  const links = [
    ...(original ? [link(folder + original, words.original)] : []),
    link(folder + document, words.document),
    link(`${folder}about.json`, words.about),
  ];
  const own = [saved.notes, saved.tags.join(', ')].filter((text) => text !== '');
  const awardedAt = saved.badge?.awardedAt;
  return `<tr id="${escaped(saved.id)}"><td>${
    picture ? `<img src="${address(folder + picture)}" alt="" width="64" height="64" loading="lazy">` : ''
  }</td><td><strong>${escaped(name)}</strong><br>${escaped(words.issuerOf(saved))}</td><td>${escaped(
    words.answerOf(saved),
  )}</td><td>${escaped(awardedAt ? words.dateOf(awardedAt) : '')}</td><td>${own
    .map(escaped)
    .join('<br>')}</td><td>${links.join('<br>')}</td></tr>`;
}

function listOfCollections(
  lines: readonly IndexedBadge[],
  collections: readonly Collection[],
  words: IndexWords,
): string {
  if (collections.length === 0) return '';
  const names = new Map(lines.map(({ id, name }) => [id, name]));
  const parts = collections.map(({ name, description, badgeIds }) => {
    const members = badgeIds.flatMap((id) => {
      const badge = names.get(id);
      return badge === undefined ? [] : [`<li><a href="#${escaped(id)}">${escaped(badge)}</a></li>`];
    });
    return `<h3>${escaped(name)}</h3>\n<p>${escaped(description)}</p>\n<ol>${members.join('')}</ol>`;
  });
  return `<h2>${escaped(words.collections)}</h2>\n${parts.join('\n')}`;
}

function link(path: string, words: string): string {
  return `<a href="${address(path)}">${escaped(words)}</a>`;
}

function address(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}table{border-collapse:collapse}' +
  'td,th{padding:.5rem .75rem;text-align:start;vertical-align:top;border-bottom:1px solid #8886}' +
  'img{object-fit:contain}';
