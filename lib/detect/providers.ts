// Where the awards of known providers live: page or machine address -> machine-readable address. The table is
// written tightly because it is on every page.

/**
 * Provider, place, and machine-readable address (left out: the address as it is, without identity queries).
 * The place is matched whole against host, path, query and fragment. It begins with a host, https only, or with
 * `*`, any host: software that anyone may run. U: UUID, B: Badgr's 22 characters, H: 40 hex digits.
 * Rows that name no single award (wallets, classes, short links) are not here. First match wins.
 */
const PATTERNS: readonly (readonly [provider: string, place: string, address?: string])[] = [
  [
    'credly',
    '(?:www\\.)?(?:credly|youracclaim)\\.com/(?:badges|embedded_badge)/(U)(?:/[a-z_]+)?',
    'api.credly.com/v1/obi/v2/badge_assertions/$1',
  ],
  [
    'credly',
    '(?:(?:api|www)\\.credly|api\\.youracclaim)\\.com(?:/api)?/v1/obi/(?:v2/badge_assertions|v3/open_badge_credentials)/U(?:\\.json)?',
  ],
  ['badgr', '(?:api\\.(..)|(..))\\.badgr\\.(?:io|com)/BADGR', 'api.$1$2.badgr.io/public/assertions/$3'],
  ['badgr', '(?:[\\w-]+\\.)?badges\\.parchment\\.(?!com)(..)/BADGR', 'api.$1.badgr.io/public/assertions/$2'],
  [
    'badgr',
    '(?:[\\w-]+\\.)?(?:badgr\\.(?:io|com)|badges\\.parchment\\.com)/BADGR',
    'api.badgr.io/public/assertions/$1',
  ],
  ['badgr', '*/public/assertions/B(?:\\.json)?'],
  [
    'obf',
    'openbadgefactory\\.com/(v1/assertion|obv3/credentials)/(H)(?:\\.html|\\.json)?',
    'openbadgefactory.com/$1/$2',
  ],
  [
    'obp',
    'openbadgepassport\\.com/app/badge/info/(\\d+)(?:/(?:pic/|full/)?embed)?',
    'openbadgepassport.com/app/badge/info/$1',
  ],
  ['salava', '*(?:/app)?/obpv1/selfie/_/assertion/\\d+'],
  [
    'accredible',
    '(?:[\\w-]+\\.)*(?:credential\\.net|accredible\\.com)/(?:embed/|v1/obi/badge_assertions/)?(U)',
    'api.accredible.com/v1/obi/badge_assertions/$1',
  ],
  ['accredible', '*/(U)/?#acc\\.\\w{8}', 'api.accredible.com/v1/obi/badge_assertions/$1'],
  [
    'moodle',
    '*(.*)/badges/badge\\.php\\?(?:.*&)?hash=(H)(?!\\w)',
    '*$1/badges/assertion.php?b=$2&obversion=2',
  ],
  ['moodle', '*.*/badges/(?:json/)?assertion\\.php\\?(?!.*\\baction=)(?:.*&)?b=H(?!\\w)'],
  ['badgeos', '*/.*\\?(?=.*\\bbg=\\d)(?=.*\\beid=\\d).*\\buid=\\d+'],
  ['tahrir', 'badges\\.fedoraproject\\.org/assertions/[\\da-f]{40,64}'],
  [
    'verifierplus',
    '(?:www\\.)?verifierplus\\.org/credentials/([\\w-]{8,64})',
    'verifierplus.org/api/credentials/$1',
  ],
  ['virtualbadge', 'blob\\.virtualbadge\\.io/[\\w-]+/openbadges/assertions/U\\.json'],
  // Self-hosted: .../assertions/1001.json, .../assertion-1001.json, .../assertion.json
  ['hosted', '*/(?:[^?#]*[/_-])?assertions?(?:[/_-][\\w.-]+)*\\.json'],
];

/** Links that carry the real one in a parameter. `!`: what is inside is a badge by the wrapper's own word. */
const WRAPPERS: readonly (readonly [place: string, parameter: string])[] = [
  ['www\\.linkedin\\.com/(?:safety/go|redir/redirect)', 'url'],
  ['www\\.linkedin\\.com/profile/add', 'certUrl'],
  ['www\\.google\\.[a-z.]+/url', 'q'],
  ['(?:www\\.)?badgecheck\\.io', '!url'],
  ['api(?:\\.[a-z]{2})?\\.badgr\\.io/public/oembed', 'url'],
  ['(?:www\\.)?verifierplus\\.org', '!vc'],
];

const LETTERS: Record<string, string> = {
  U: '[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}',
  BADGR: '(?:public|p)/(?:assertions|credentials|badges/assertions)/([\\w-]{22})(?:\\.json)?',
  B: '[\\w-]{22}',
  H: '[\\da-f]{40}',
};
const compiled = new Map<string, RegExp>();

// One test on the raw string keeps a page of ten thousand links cheap.
const WORTH_PARSING = /badge|assertion|credential|certurl|linkedin|google|#acc\.|#verify|accredible|[?&]bg=/i;

export interface Award {
  url: string;
  provider: string;
}

/** The award that an address names, or undefined. */
export function awardAt(address: string, depth = 0): Award | undefined {
  const url = WORTH_PARSING.test(address) && URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  for (const [place, parameter] of WRAPPERS) {
    const inner = depth < 2 && matched(place, url) && URL.parse(carried(url, parameter.replace('!', '')));
    if (!inner) continue;
    const award = awardAt(inner.href, depth + 1);
    if (award || parameter[0] !== '!' || inner.protocol !== 'https:') return award;
    return { url: withoutIdentity(inner), provider: 'hosted' };
  }
  for (const [provider, place, template] of PATTERNS) {
    const match = matched(place, url);
    if (!match) continue;
    const filled = template?.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
    if (filled === undefined) return { url: withoutIdentity(url), provider };
    return { url: filled.startsWith('*') ? url.origin + filled.slice(1) : `https://${filled}`, provider };
  }
  return undefined;
}

function matched(place: string, url: URL): RegExpExecArray | null {
  const anyHost = place.startsWith('*');
  if (!anyHost && url.protocol !== 'https:') return null;
  let pattern = compiled.get(place);
  if (!pattern) {
    const spelled = place
      .slice(anyHost ? 1 : 0)
      .replace(/BADGR|[UBH]/g, (letter) => LETTERS[letter] ?? letter);
    pattern = new RegExp(`^${spelled}/?(?:[?#&].*)?$`);
    compiled.set(place, pattern);
  }
  return pattern.exec((anyHost ? '' : url.host) + url.pathname + url.search + url.hash);
}

/** The parameter of the query, or of a query inside the fragment (`#verify?vc=`). */
function carried(url: URL, parameter: string): string {
  const inFragment = new URLSearchParams(url.hash.replace(/^[^?]*\??/, ''));
  return url.searchParams.get(parameter) ?? inFragment.get(parameter) ?? '';
}

/** Share links carry the learner's own address in clear: it goes no further than this. */
export function withoutIdentity(url: URL): string {
  const clean = new URL(url);
  clean.hash = '';
  for (const name of [...clean.searchParams.keys()]) {
    if (/^(?:identity_|utm_)/i.test(name)) clean.searchParams.delete(name);
  }
  return clean.href;
}
