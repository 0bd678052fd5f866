// Hosts where anybody can put a file: there, an account is the beginning of a path and not a host.

/** Whole paths: every file may be somebody else's. */
const NO_ACCOUNTS = Number.POSITIVE_INFINITY;

/** How many path segments make an account, e.g. 1 for `/<user>/...`. */
const ACCOUNT_SEGMENTS: readonly (readonly [host: RegExp, segments: number])[] = [
  [/^(?:raw|gist)\.githubusercontent\.com$/, 1],
  [/^(?:gist\.)?github\.com$/, 1],
  [/^(?:gitlab\.com|bitbucket\.org|codeberg\.org)$/, 1],
  [/^cdn\.jsdelivr\.net$/, 2],
  [/^unpkg\.com$/, 1],
  [/^storage\.googleapis\.com$/, 1],
  [/^s3[.-][a-z\d.-]*amazonaws\.com$/, 1],
  [/^firebasestorage\.googleapis\.com$/, 3],
  [/^sites\.google\.com$/, 2],
  [/^(?:w3id|purl)\.org$/, 1],
  [/^(?:web\.)?archive\.org$/, NO_ACCOUNTS],
  [/^(?:ipfs\.io|dweb\.link|gateway\.pinata\.cloud)$/, NO_ACCOUNTS],
  [/^(?:drive|docs)\.google\.com$/, NO_ACCOUNTS],
  [/^(?:www\.dropbox\.com|dl\.dropboxusercontent\.com)$/, NO_ACCOUNTS],
];

/** Whether two addresses are in the same hands: one host and, where files are anybody's, one account on it. */
export function isOneAccount(left: string, right: string): boolean {
  return accountOf(left) === accountOf(right);
}

function accountOf(address: string): string {
  const { host, hostname, pathname } = new URL(address);
  const segments = ACCOUNT_SEGMENTS.find(([pattern]) => pattern.test(hostname))?.[1] ?? 0;
  return [host, ...pathname.split('/').slice(1, 1 + segments)].join('/');
}
