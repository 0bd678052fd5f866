// Hosts whose pictures are never read: shields, avatars, class art, re-encoded copies, and issuers.

const NEVER_READ =
  /^(?:img\.shields\.io|badge\.fury\.io|(?:www\.)?badgen\.net|badges\.gitter\.im|(?:codecov|coveralls|snyk)\.io|(?:api\.)?travis-ci\.(?:org|com)|github\.githubassets\.com|avatars\.githubusercontent\.com|(?:secure|www|s)\.gravatar\.com|media(?:-exp\d)?\.licdn\.com|(?:www\.)?google-analytics\.com|.*\bdoubleclick\.net|(?:seal|trustseal|cdn\.trustpilot|widget\.trustpilot)\..+)$/;

// The issuers' own servers: asking them is the person's decision, even for a picture that the page shows.
const ISSUER_HOST =
  /(?:^|\.)(?:badgr\.(?:io|com)|badges\.parchment\.[a-z]+|credly\.com|youracclaim\.com|accredible\.com|credential\.net|openbadge(?:factory|passport)\.com|edubadges\.nl)$/;
// The same for software that anyone runs, and the shields that continuous integration draws.
const NEVER_PATH =
  /\/pluginfile\.php\/.*\/badges\/|\/public\/assertions\/|\/workflows\/.+\/badge\.svg$|\/badges\/.+\/(?:pipeline|coverage)\.svg$/;

/** Without a click, never the addresses of issuer patterns, in a wrapper either. */
export function isNeverRead(url: URL): boolean {
  const inner = wrappedPicture(url);
  return (inner !== null && isNeverRead(inner)) || isLeftAlone(url);
}

function isLeftAlone({ hostname, pathname }: URL): boolean {
  return NEVER_READ.test(hostname) || ISSUER_HOST.test(hostname) || NEVER_PATH.test(pathname);
}

/** The picture that a proxy or image optimiser shows, as its address carries it. */
function wrappedPicture({ host, pathname, searchParams, origin }: URL): URL | null {
  const hex = host === 'camo.githubusercontent.com' && /^\/\w{40,64}\/((?:[\da-f]{2})+)$/.exec(pathname)?.[1];
  if (hex) return URL.parse(hex.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
  if (/^i[0-3]\.wp\.com$/.test(host)) return URL.parse(`https:/${pathname}`);
  if (pathname.endsWith('/_next/image')) return URL.parse(searchParams.get('url') ?? '', origin);
  const path = /^\/cdn-cgi\/image\/[^/]+\/(.+)$/.exec(pathname)?.[1];
  if (path) return URL.parse(path, origin);
  const archived = host === 'web.archive.org' && /^\/web\/\w+\/(https?:\/\/.+)$/.exec(pathname)?.[1];
  return archived ? URL.parse(archived) : null;
}
