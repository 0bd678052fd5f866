import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardAddress, privateNetworkRules } from '../../../lib/net';

const rules = privateNetworkRules('laurel-id');
// RE2 and JavaScript agree on the constructs that the rules use.
const filters = rules.map((rule) => new RegExp(rule.condition.regexFilter, 'i'));
/** As the browser's network stack spells it, user name included. */
const stopped = (url: string): boolean => filters.some((filter) => filter.test(new URL(url).href));

const hex = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 }).map((group) => group.toString(16));
const group = fc.oneof(fc.constant('0'), hex(16), hex(8));
const ipv6 = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('0', '64', '2', '2001', '2002', '2606', '2620', '3fff', '3ffe', 'fc00', 'fe80', 'ff02'),
      group,
    ),
    fc.oneof(fc.constantFrom('0', '1ff', '200', 'db8', '4f', 'ff9b', '1000', 'fff'), group),
    fc.oneof(fc.constantFrom('0', '8000', '112'), group),
    group,
    group,
    group,
    group,
    group,
  )
  .map((groups) => `[${groups.join(':')}]`);
const octet = fc.oneof(
  fc.constantFrom(0, 10, 127, 100, 64, 169, 254, 172, 16, 31, 192, 168, 198, 18),
  fc.nat(255),
);
const ipv4 = fc.oneof(
  fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.')),
  fc.nat(0xffffffff).map(String),
);
const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const name = fc
  .tuple(
    fc.array(label, { maxLength: 3 }),
    fc.constantFrom(
      'localhost',
      'local',
      'internal',
      'onion',
      'home.arpa',
      'lan',
      'example',
      'test',
      'org',
      'arpa',
    ),
    fc.constantFrom('', '.'),
  )
  .map(([labels, ending, dot]) => [...labels, ending].join('.') + dot);
const address = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.oneof(ipv4, ipv6, name),
    fc.constantFrom('', ':80', ':8443'),
    fc.constantFrom('', '/', '/a@b:c/..', '/[::1]', '?q=http://localhost/', '#x.local/'),
  )
  .map(([scheme, host, port, rest]) => `${scheme}://${host}${port}${rest}`)
  .filter((url) => URL.canParse(url));

describe('privateNetworkRules', () => {
  it('stop what guardAddress refuses as private or local, and nothing that it allows', () => {
    fc.assert(
      fc.property(address, (url) => {
        const guarded = guardAddress(url, { allowHttp: true });
        if (guarded.kind === 'allowed') expect(stopped(url), url).toBe(false);
        else if (guarded.why === 'private' || guarded.why === 'name') expect(stopped(url), url).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.1:8080/x',
    'https://2130706433/',
    'http://localhost/',
    'http://localhost:3000/',
    'http://a.localhost/',
    'http://intranet/',
    'http://intranet:8080/',
    'http://nas.local/',
    'http://10.0.0.138/',
    'http://172.20.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/',
    'http://100.100.0.1/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]:8080/',
    'http://x.onion/',
    'https://badges.example./',
    'https://me@badges.example/',
    'https://me:secret@127.0.0.1/',
    'http://LOCALHOST/',
  ])('stop %s', (url) => {
    expect(stopped(url)).toBe(true);
  });

  it.each([
    'https://badges.example/',
    'https://university.test/a@b',
    'https://127.example/',
    'https://10.0.0.1.example/',
    'https://badges.example/?next=http://127.0.0.1/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://local.example/',
    'https://badges.example:8443/x',
    'https://badges.example/#http://me@localhost/',
  ])('let %s pass', (url) => {
    expect(stopped(url)).toBe(false);
  });

  it('concern only the requests that Laurel makes itself', () => {
    expect(rules.every((rule) => rule.condition.initiatorDomains.join() === 'laurel-id')).toBe(true);
  });
  it('have ids of their own', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  });
});
