// Which addresses Laurel may call at all. A public name can still resolve to a private address: a browser
// extension can not see that, so every request is also a bare GET without cookies.
import ipaddr from 'ipaddr.js';

type AddressRefusal = 'malformed' | 'scheme' | 'private' | 'name' | 'credentials' | 'port';

type GuardedAddress = { kind: 'allowed'; url: URL } | { kind: 'refused'; why: AddressRefusal };

/**
 * Judges one address. `private`: an IP literal outside the public ranges. `name`: a host name that only a
 * local network answers. `allowHttp`: Open Badges 1.x and 2.0 on a click.
 */
export function guardAddress(url: URL | string, options: { allowHttp: boolean }): GuardedAddress {
  const parsed = typeof url === 'string' ? parse(url) : url;
  if (parsed === undefined) return refused('malformed');
  if (parsed.protocol !== 'https:' && !(options.allowHttp && parsed.protocol === 'http:')) {
    return refused('scheme');
  }
  if (isPrivateLiteral(parsed.hostname)) return refused('private');
  if (isLocalName(parsed.hostname)) return refused('name');
  if (parsed.username !== '' || parsed.password !== '') return refused('credentials');
  if (BLOCKED_PORTS.has(parsed.port)) return refused('port');
  return { kind: 'allowed', url: parsed };
}

/** Endings that no public name has. `.example` and `.test` are ordinary names here: tests map them. */
export const LOCAL_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'private',
  'home.arpa',
  'onion',
  'i2p',
  'invalid',
] as const;

function isLocalName(host: string): boolean {
  if (isLiteral(host)) return false;
  // `host.` is the same place as `host` and would slip past every comparison by name.
  if (host.endsWith('.') || !host.includes('.')) return true;
  return LOCAL_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`));
}

/** URL parsing has already turned decimal, octal, hexadecimal and shortened IPv4 into dotted quads. */
function isPrivateLiteral(host: string): boolean {
  if (!isLiteral(host)) return false;
  const address = ipaddr.parse(host.replace(/^\[|\]$/g, ''));
  if (address.range() !== 'unicast') return true;
  // Only 2000::/3 is handed out (IANA); the rest holds IPv4-compatible and other forms ipaddr.js calls unicast.
  return address instanceof ipaddr.IPv6 && ((address.parts[0] ?? 0) & 0xe000) !== 0x2000;
}

function isLiteral(host: string): boolean {
  return host.startsWith('[') || ipaddr.IPv4.isValidFourPartDecimal(host);
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function refused(why: AddressRefusal): GuardedAddress {
  return { kind: 'refused', why };
}

/** Ports of other protocols (Fetch Standard, "bad port"); a URL shows its scheme's own port as ''. */
const BLOCKED_PORTS: ReadonlySet<string> = new Set(
  [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
  ].map(String),
);
