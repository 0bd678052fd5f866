import { decodePunycode } from './punycode';

/** Shorter names are one edit away from half of all names. */
const MIN_EDITED_LENGTH = 5;

/**
 * The known host that `host` may be taken for, or undefined. `known`: the first known first, as URL.host gives them:
 * lower case, punycode, with a port where needed. A host that lies above or below a known one resembles nobody of those
 * that came to be known after it: whose badge was kept by mistake is no less a look-alike, and its model never is one.
 */
export function lookAlikeOf(host: string, known: readonly string[]): string | undefined {
  const name = nameOf(host);
  const others = [...new Set(known.map(nameOf))];
  const own = others.findIndex((other) => isWithin(name, other) || isWithin(other, name));
  const seen = skeletonOf(name);
  return others
    .slice(0, own === -1 ? others.length : own)
    .find(
      (other) =>
        looksEqual(seen, skeletonOf(other)) || name.startsWith(`${other}.`) || isOneEditAway(name, other),
    );
}

function nameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^www\./, '');
}

function isWithin(name: string, other: string): boolean {
  return name === other || name.endsWith(`.${other}`);
}

/** The same to a hasty eye, also where one has more labels in front: `badges.schoo1.example`. */
function looksEqual(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

/** The letters that stand behind `xn--`, as address bars may show them. */
export function lettersOf(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodePunycode(label.slice(4)) ?? label) : label))
    .join('.');
}

/** A name as a hasty eye reads it (after Unicode TR 39): what looks alike becomes the same letters. */
function skeletonOf(name: string): string {
  const letters = lettersOf(name).normalize('NFKD').replace(/\p{M}/gu, '');
  const plain = Array.from(letters, (letter) => LOOKS_LIKE.get(letter) ?? letter).join('');
  return plain.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd');
}

/** Cyrillic, Greek, Armenian, Latin beyond ASCII and digits, each behind the letter that it is taken for. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  [
    'aаαɑ',
    'bЬьɓ',
    'cсϲ',
    'dԁɗ',
    'eеєҽ',
    'gɡց',
    'hһհ',
    'iіιıl1|ӏ',
    'jјϳ',
    'kкκ',
    'mм',
    'nոп',
    'oоοօ0ø',
    'pрρ',
    'qԛգ',
    'rгɾ',
    'sѕꜱ5',
    'tтτ',
    'uυսцʋ',
    'vνѵ',
    'wԝшѡω',
    'xхχ',
    'yуүγ',
    'zᴢ',
    '-‐‑–—',
    '2з3',
  ].flatMap((group) => {
    const [letter = '', ...twins] = group;
    return twins.map((twin) => [twin, letter] as const);
  }),
);

/** One letter more, less, other or two of them in the other order, in a label long enough for that to be no chance. */
function isOneEditAway(one: string, other: string): boolean {
  const [left, right] = [one.split('.'), other.split('.')];
  if (left.length !== right.length) return false;
  const differing = left.flatMap((label, at) =>
    label === right[at] ? [] : [[label, right[at] ?? ''] as const],
  );
  const [pair] = differing;
  if (differing.length !== 1 || pair === undefined) return false;
  const isEnding = left.at(-1) !== right.at(-1);
  const [label, twin] = pair;
  return !isEnding && Math.min(label.length, twin.length) >= MIN_EDITED_LENGTH && oneEdit(label, twin);
}

function oneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  return (
    short.slice(at + 1) === long.slice(at + 1) || (swapped && short.slice(at + 2) === long.slice(at + 2))
  );
}
