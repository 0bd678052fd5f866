// Hosts whose pictures are never awards (shields, avatars, class art, re-encoded copies), and hosts that pass the
// bytes of people's own files through unchanged.

const NEVER_READ = [
  /^img\.shields\.io$/,
  /^badge\.fury\.io$/,
  /^(?:www\.)?badgen\.net$/,
  /^badges\.gitter\.im$/,
  /^(?:codecov|coveralls|snyk)\.io$/,
  /^(?:api\.)?travis-ci\.(?:org|com)$/,
  /^github\.githubassets\.com$/,
  /^avatars\.githubusercontent\.com$/,
  /^(?:secure|www|s)\.gravatar\.com$/,
  /^media(?:-exp\d)?\.licdn\.com$/,
  /^images\.(?:credly|youracclaim)\.com$/,
  /^templates\.images\.credential\.net$/,
  /^(?:www\.)?google-analytics\.com$/,
  /(?:^|\.)doubleclick\.net$/,
  /^(?:seal|trustseal|cdn\.trustpilot|widget\.trustpilot|seal\.digicert|seal\.godaddy)\./,
];

// The issuers' own servers: asking them is the person's decision, even for a picture that the page shows.
const ISSUER_HOST =
  /(?:^|\.)(?:badgr\.(?:io|com)|badges\.parchment\.[a-z]+|credly\.com|youracclaim\.com|accredible\.com|credential\.net|openbadgefactory\.com|openbadgepassport\.com|edubadges\.nl)$/;
// Shields that continuous integration draws, on any host.
const SHIELD_PATH = /\/(?:actions\/)?workflows\/.+\/badge\.svg$|\/badges\/.+\/(?:pipeline|coverage)\.svg$/;
const ISSUER_PATH = /\/(?:pluginfile\.php\/.*\/badges\/|public\/assertions\/)/;

const MEDIA_HOST =
  /^(?:raw|user-images|private-user-images|camo)\.githubusercontent\.com$|\.(?:wp\.com|files\.wordpress\.com|imgur\.com|cloudfront\.net|amazonaws\.com|googleusercontent\.com|blob\.core\.windows\.net)$/;

/** DESIGN promise 3: without a click, never the addresses of issuer patterns. */
export function isNeverRead(url: URL): boolean {
  return (
    NEVER_READ.some((host) => host.test(url.hostname)) ||
    ISSUER_HOST.test(url.hostname) ||
    ISSUER_PATH.test(url.pathname) ||
    SHIELD_PATH.test(url.pathname)
  );
}

export function isMediaHost(host: string): boolean {
  return MEDIA_HOST.test(host);
}
