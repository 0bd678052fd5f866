// Hosts whose pictures are never read: shields, avatars, class art, re-encoded copies, and issuers.

const NEVER_READ =
  /^(?:img\.shields\.io|badge\.fury\.io|(?:www\.)?badgen\.net|badges\.gitter\.im|(?:codecov|coveralls|snyk)\.io|(?:api\.)?travis-ci\.(?:org|com)|github\.githubassets\.com|avatars\.githubusercontent\.com|(?:secure|www|s)\.gravatar\.com|media(?:-exp\d)?\.licdn\.com|(?:www\.)?google-analytics\.com|.*\bdoubleclick\.net|(?:seal|trustseal|cdn\.trustpilot|widget\.trustpilot)\..+)$/;

// The issuers' own servers: asking them is the person's decision, even for a picture that the page shows.
const ISSUER_HOST =
  /(?:^|\.)(?:badgr\.(?:io|com)|badges\.parchment\.[a-z]+|credly\.com|youracclaim\.com|accredible\.com|credential\.net|openbadge(?:factory|passport)\.com|edubadges\.nl)$/;
// The same for software that anyone runs, and the shields that continuous integration draws.
const NEVER_PATH =
  /\/pluginfile\.php\/.*\/badges\/|\/public\/assertions\/|\/workflows\/.+\/badge\.svg$|\/badges\/.+\/(?:pipeline|coverage)\.svg$/;

/** DESIGN promise 3: without a click, never the addresses of issuer patterns. */
export function isNeverRead({ hostname, pathname }: URL): boolean {
  return NEVER_READ.test(hostname) || ISSUER_HOST.test(hostname) || NEVER_PATH.test(pathname);
}
