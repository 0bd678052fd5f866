// Where the awards of known providers live: page or machine address -> machine-readable address.
// Hosts are matched whole, on a parsed URL; a name inside another host is somebody else.

interface Pattern {
  provider: string;
  /** Left out: software that anyone may host. */
  host?: RegExp;
  path: RegExp;
  /** Query parameters that must be there and fit. */
  query?: Record<string, RegExp>;
  fragment?: RegExp;
  /**
   * `$1`.. from the path; `{name}` a query parameter; `{origin}` the link's own. Left out: the address as it is.
   */
  address?: string;
}

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const CREDLY = 'https://api.credly.com/v1/obi/v2/badge_assertions/$1';
const HASH = /^[0-9a-f]{40}$/;

/** First match wins. Rows that name no single award (wallets, classes, short links) are not here. */
const PATTERNS: readonly Pattern[] = [
  {
    provider: 'credly',
    host: /^(?:www\.)?(?:credly|youracclaim)\.com$/,
    path: new RegExp(`^/(?:badges|embedded_badge)/(${UUID})(?:/[a-z_]+)?/?$`),
    address: CREDLY,
  },
  {
    provider: 'credly',
    host: /^(?:(?:api|www)\.credly|api\.youracclaim)\.com$/,
    path: new RegExp(`^(?:/api)?/v1/obi/v2/badge_assertions/(${UUID})(?:\\.json)?$`),
  },
  {
    provider: 'credly',
    host: /^www\.credly\.com$/,
    path: new RegExp(`^/api/v1/obi/v3/open_badge_credentials/${UUID}$`),
  },
  ...['us', 'eu', 'ca', 'au', 'sg'].map(badgrRegion),
  { provider: 'badgr', path: /^\/public\/assertions\/[A-Za-z0-9_-]{22}(?:\.json)?\/?$/ },
  {
    provider: 'obf',
    host: /^openbadgefactory\.com$/,
    path: /^\/(v1\/assertion|obv3\/credentials)\/([0-9a-f]{40})(?:\.html|\.json)?$/,
    address: 'https://openbadgefactory.com/$1/$2',
  },
  {
    provider: 'obp',
    host: /^openbadgepassport\.com$/,
    path: /^\/app\/badge\/info\/(\d+)(?:\/(?:pic\/|full\/)?embed)?\/?$/,
    address: 'https://openbadgepassport.com/app/badge/info/$1',
  },
  { provider: 'salava', path: /^(?:\/app)?\/obpv1\/selfie\/_\/assertion\/\d+$/ },
  {
    provider: 'accredible',
    host: /^(?:[a-z0-9-]+\.)*(?:credential\.net|accredible\.com)$/,
    path: new RegExp(`^/(?:embed/|v1/obi/badge_assertions/)?(${UUID})/?$`),
    address: 'https://api.accredible.com/v1/obi/badge_assertions/$1',
  },
  {
    provider: 'accredible',
    path: new RegExp(`^/(${UUID})/?$`),
    fragment: /^#acc\.[A-Za-z0-9]{8}$/,
    address: 'https://api.accredible.com/v1/obi/badge_assertions/$1',
  },
  {
    provider: 'moodle',
    path: /^(.*)\/badges\/badge\.php$/,
    query: { hash: HASH },
    address: '{origin}$1/badges/assertion.php?b={hash}&obversion=2',
  },
  { provider: 'moodle', path: /\/badges\/(?:json\/)?assertion\.php$/, query: { b: HASH, action: /^$/ } },
  { provider: 'badgeos', path: /^\//, query: { bg: /^\d+$/, eid: /^\d+$/, uid: /^\d+$/ } },
  { provider: 'tahrir', host: /^badges\.fedoraproject\.org$/, path: /^\/assertions\/[0-9a-f]{40,64}$/ },
  {
    provider: 'verifierplus',
    host: /^(?:www\.)?verifierplus\.org$/,
    path: /^\/credentials\/([\w-]{8,64})\/?$/,
    address: 'https://verifierplus.org/api/credentials/$1',
  },
  {
    provider: 'virtualbadge',
    host: /^blob\.virtualbadge\.io$/,
    path: new RegExp(`^/[\\w-]+/openbadges/assertions/${UUID}\\.json$`),
  },
  // Self-hosted: .../assertions/1001.json, .../assertion-1001.json, .../assertion.json
  { provider: 'hosted', path: /(?:^|[/_-])assertions?(?:[/_-][\w.-]+)*\.json$/i },
];

function badgrRegion(region: string): Pattern {
  const [api, tld] = region === 'us' ? ['api.badgr.io', 'com'] : [`api.${region}.badgr.io`, region];
  const host =
    region === 'us'
      ? `api\\.badgr\\.io|badgr\\.io|(?:(?!(?:eu|ca|au|sg)\\.)[a-z0-9-]+\\.)?badgr\\.com`
      : `(?:api\\.)?${region}\\.badgr\\.(?:io|com)`;
  return {
    provider: 'badgr',
    host: new RegExp(`^(?:${host}|(?:[a-z0-9-]+\\.)?badges\\.parchment\\.${tld})$`),
    path: /^\/(?:public|p)\/(?:assertions|credentials|badges\/assertions)\/([A-Za-z0-9_-]{22})(?:\.json)?\/?$/,
    address: `https://${api}/public/assertions/$1`,
  };
}

/** Links that carry the real one inside. `names`: what is inside is a badge by the wrapper's own word. */
const WRAPPERS: readonly { host: RegExp; path: RegExp; parameter: string; names?: 'badge' }[] = [
  { host: /^www\.linkedin\.com$/, path: /^\/(?:safety\/go|redir\/redirect)\/?$/, parameter: 'url' },
  { host: /^www\.linkedin\.com$/, path: /^\/profile\/add\/?$/, parameter: 'certUrl' },
  { host: /^www\.google\.[a-z.]+$/, path: /^\/url$/, parameter: 'q' },
  { host: /^(?:www\.)?badgecheck\.io$/, path: /^\/?$/, parameter: 'url', names: 'badge' },
  { host: /^api(?:\.[a-z]{2})?\.badgr\.io$/, path: /^\/public\/oembed$/, parameter: 'url' },
  { host: /^(?:www\.)?verifierplus\.org$/, path: /^\/?$/, parameter: 'vc', names: 'badge' },
];

// One test on the raw string keeps a page of ten thousand links cheap.
const WORTH_PARSING = /badge|assertion|credential|certurl|linkedin|google|#acc\.|#verify|accredible|[?&]bg=/i;

export interface Award {
  url: string;
  provider: string;
}

/** The award that an address names, or undefined. */
export function awardAt(address: string, depth = 0): Award | undefined {
  if (!WORTH_PARSING.test(address)) return undefined;
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  const wrapper = WRAPPERS.find(({ host, path }) => host.test(url.hostname) && path.test(url.pathname));
  const inner = wrapper && depth < 2 ? URL.parse(carried(url, wrapper.parameter)) : null;
  if (wrapper && inner) {
    const award = awardAt(inner.href, depth + 1);
    if (award || wrapper.names !== 'badge' || inner.protocol !== 'https:') return award;
    return { url: withoutIdentity(inner), provider: 'hosted' };
  }
  for (const pattern of PATTERNS) {
    const match = matched(pattern, url);
    if (match) return { url: awardAddress(pattern, url, match), provider: pattern.provider };
  }
  return undefined;
}

/** The parameter of the query, or of a query inside the fragment (`#verify?vc=`). */
function carried(url: URL, parameter: string): string {
  const inFragment = new URLSearchParams(url.hash.replace(/^[^?]*\??/, ''));
  return url.searchParams.get(parameter) ?? inFragment.get(parameter) ?? '';
}

function matched(pattern: Pattern, url: URL): RegExpExecArray | null {
  if (pattern.host && (url.protocol !== 'https:' || !pattern.host.test(url.hostname))) return null;
  if (pattern.fragment && !pattern.fragment.test(url.hash)) return null;
  for (const [name, value] of Object.entries(pattern.query ?? {})) {
    if (!value.test(url.searchParams.get(name) ?? '')) return null;
  }
  return pattern.path.exec(url.pathname);
}

function awardAddress(pattern: Pattern, url: URL, match: RegExpExecArray): string {
  if (pattern.address === undefined) return withoutIdentity(url);
  return pattern.address
    .replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '')
    .replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'origin' ? url.origin : encodeURIComponent(url.searchParams.get(name) ?? ''),
    );
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
