// Where the awards of known providers live: page or machine address -> machine-readable address.
import type { AwardPage } from './candidate';

/**
 * Provider, place, and machine-readable address (left out: the address as it is, without identity queries).
 * The place is matched whole against host, path, query and fragment. It begins with a host, https only, or with
 * `*`, any host: software that anyone may run. U: UUID, B: Badgr's 22 characters, H: 40 hex digits.
 * `award`: what is at the address says where the award is (see `award-page.ts`); `maybe`: it leads to one, perhaps.
 * Rows that name no single award (wallets, classes, class art) are not here. First match wins.
 */
const PATTERNS: readonly (readonly [
  provider: string,
  place: string,
  address?: string | undefined,
  page?: AwardPage,
])[] = [
  [
    'credly',
    '(?:www\\.)?(?:credly|youracclaim)\\.com/(?:badges|embedded_badge)/(U)(?:/[a-z_]+)?',
    'api.credly.com/v1/obi/v2/badge_assertions/$1',
  ],
  [
    'credly',
    '(?:(?:api|www)\\.credly|api\\.youracclaim)\\.com(?:/api)?/v1/obi/(?:v2/badge_assertions|v3/open_badge_credentials)/U(?:\\.json)?',
  ],
  ['credly', '(?:www\\.)?(?:credly|youracclaim)\\.com/go/\\w{6,12}', undefined, 'maybe'],
  ['badgr', '(?:api\\.(..)|(..))\\.badgr\\.(?:io|com)/BADGR', 'api.$1$2.badgr.io/public/assertions/$3'],
  ['badgr', '(?:[\\w-]+\\.)?badges\\.parchment\\.(?!com)(..)/BADGR', 'api.$1.badgr.io/public/assertions/$2'],
  [
    'badgr',
    '(?:[\\w-]+\\.)?(?:badgr\\.(?:io|com)|badges\\.parchment\\.com)/BADGR',
    'api.badgr.io/public/assertions/$1',
  ],
  // The file of an award; without a region in its name, that of the United States.
  [
    'badgr',
    'media\\.(?:us\\.)?(?:badgr\\.(?:io|com)|badges\\.parchment\\.com)/uploads/badges/assertion-(B)\\.(?:png|svg)',
    'api.badgr.io/public/assertions/$1',
  ],
  [
    'badgr',
    'media\\.(?:(..)\\.badgr\\.(?:io|com)|badges\\.parchment\\.(..))/uploads/badges/assertion-(B)\\.(?:png|svg)',
    'api.$1$2.badgr.io/public/assertions/$3',
  ],
  ['badgr', '*(/public/assertions/B)(?:\\.json|PICTURE)?', '*$1'],
  [
    'obf',
    'openbadgefactory\\.com/(v1/assertion|obv3/credentials)/(H)(?:\\.html|\\.json)?',
    'openbadgefactory.com/$1/$2',
  ],
  [
    'obp',
    'openbadgepassport\\.com/app/badge/info/(\\d+)(?:/(?:pic/|full/)?embed)?',
    'openbadgepassport.com/app/obpv1/badge/info/$1',
    'award',
  ],
  [
    'salava',
    '*/(app|salava)/badge/info/(\\d+)(?:/(?:pic/|full/)?embed)?',
    '*/$1/obpv1/badge/info/$2',
    'award',
  ],
  ['salava', '*(?:/app)?/obpv1/selfie/_/assertion/\\d+'],
  [
    'accredible',
    '(?:[\\w-]+\\.)*(?:credential\\.net|accredible\\.com)/(?:embed/|v1/obi/badge_assertions/)?(U)',
    'api.accredible.com/v1/obi/badge_assertions/$1',
  ],
  [
    'accredible',
    'api\\.accredible\\.com/v1/frontend/credential_website_embed_image/(?:badge|certificate)/(\\d+)',
    'www.credential.net/$1',
    'maybe',
  ],
  ['accredible', '(?:[\\w-]+\\.)*(?:credential\\.net|accredible\\.com)/\\d{5,10}', undefined, 'maybe'],
  ['accredible', '*/(U)/?#acc\\.\\w{8}', 'api.accredible.com/v1/obi/badge_assertions/$1'],
  [
    'moodle',
    '*(.*)/badges/badge\\.php\\?(?:.*&)?hash=(H)(?!\\w)',
    '*$1/badges/assertion.php?b=$2&obversion=2',
  ],
  // Where the old endpoint is gone, it sends on to the new one; one spelling makes one award of both.
  [
    'moodle',
    '*(.*)/badges/(?:json/)?assertion\\.php\\?(?!.*\\baction=)(?:.*&)?b=(H)(?!\\w)',
    '*$1/badges/assertion.php?b=$2&obversion=2',
  ],
  [
    'moodle',
    '*(.*)/pluginfile\\.php/\\d+/badges/userbadge/\\d+/(H)(?:\\.png)?',
    '*$1/badges/assertion.php?b=$2&obversion=2',
  ],
  ['badgeos', '*/.*\\?(?=.*\\bbg=\\d)(?=.*\\beid=\\d).*\\buid=\\d+'],
  ['tahrir', 'badges\\.fedoraproject\\.org/assertions/[\\da-f]{40,64}'],
  [
    'verifierplus',
    '(?:www\\.)?verifierplus\\.org/credentials/([\\w-]{8,64})',
    'verifierplus.org/api/credentials/$1',
  ],
  ['badgecraft', '(?:www\\.)?badgecraft\\.eu/[a-z]{2}/user-badges/[\\w-]+', undefined, 'award'],
  [
    'badgelist',
    '(?:www\\.)?badgelist\\.com/([\\w-]+/[\\w-]+/u/[\\w.-]+)',
    'www.badgelist.com/$1/o/assertion.json',
  ],
  ['virtualbadge', 'blob\\.virtualbadge\\.io/[\\w-]+/openbadges/assertions/U\\.json'],
  // Self-hosted: .../assertions/1001.json, .../assertion-1001.json, .../assertion.json
  ['hosted', '*/(?:[^?#]*[/_-])?assertions?(?:[/_-][\\w.-]+)*\\.json'],
];

/** Links that carry the real one in a parameter, or in their path. `!`: what is inside is a badge by the wrapper's own word. */
const WRAPPERS: readonly (readonly [place: string, parameter: string])[] = [
  ['www\\.linkedin\\.com/(?:safety/go|redir/redirect)', 'url'],
  ['www\\.linkedin\\.com/profile/add', 'certUrl'],
  ['www\\.google\\.[a-z.]+/url', 'q'],
  ['www\\.google\\.[a-z.]+/url', 'url'],
  ['(?:www\\.)?badgecheck\\.io', '!url'],
  ['api(?:\\.[a-z]{2})?\\.badgr\\.io/public/oembed', 'url'],
  ['(?:www\\.)?verifierplus\\.org', '!vc'],
  ['web\\.archive\\.org/web/\\d{4,14}(?:[a-z]{2}_)?/(https?://.+)', ''],
];

const LETTERS: Record<string, string> = {
  U: '[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}',
  BADGR: '(?:public|p)/(?:assertions|credentials|badges/assertions)/([\\w-]{22})(?:\\.json|PICTURE)?',
  PICTURE: '/(?:image|baked)(?:\\.png|\\.svg)?',
  B: '[\\w-]{22}',
  H: '[\\da-f]{40}',
};
const compiled = new Map<string, RegExp>();

// One test on the raw string keeps a page of ten thousand links cheap.
const WORTH_PARSING =
  /badge|assertion|credential|credly|acclaim|certurl|linkedin|google|#acc\.|#verify|accredible|archive\.org|[?&]bg=/i;

export interface Award {
  url: string;
  provider: string;
  page?: AwardPage;
}

/** The award that an address names, or undefined. */
export function awardAt(address: string, depth = 0): Award | undefined {
  const url = WORTH_PARSING.test(address) && URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  for (const [place, parameter] of WRAPPERS) {
    const match = depth < 2 && matched(place, url);
    const inner = match && URL.parse(match[1] ?? carried(url, parameter.replace('!', '')));
    if (!inner) continue;
    const award = awardAt(inner.href, depth + 1);
    if (award || parameter[0] !== '!' || inner.protocol !== 'https:') return award;
    return { url: withoutIdentity(inner), provider: 'hosted' };
  }
  for (const [provider, place, template, page] of PATTERNS) {
    const match = matched(place, url);
    if (!match) continue;
    const filled = template?.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
    const found = { provider, ...(page ? { page } : {}) };
    if (filled === undefined) return { url: withoutIdentity(url), ...found };
    return { url: filled.startsWith('*') ? url.origin + filled.slice(1) : `https://${filled}`, ...found };
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
      .replace(/BADGR|PICTURE|[UBH]/g, (letter) => LETTERS[letter] ?? letter)
      .replace('PICTURE', LETTERS.PICTURE ?? '');
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
