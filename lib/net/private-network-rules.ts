// declarativeNetRequest rules that stop Laurel's own requests to private places on every hop. `response.url`
// is known only after a redirect has reached its target; these are judged before. Same answer as
// `guardAddress` for `private` and `name`: tests/unit/net/private-network-rules.test.ts holds the two together.
import { LOCAL_SUFFIXES } from './addresses';

/** The part of declarativeNetRequest.Rule that is used here. */
interface PrivateNetworkRule {
  id: number;
  priority: number;
  action: { type: 'block' };
  condition: { regexFilter: string; isUrlFilterCaseSensitive: false; initiatorDomains: string[] };
}

/** `initiatorDomain`: the host of the extension's own origin. */
export function privateNetworkRules(initiatorDomain: string): PrivateNetworkRule[] {
  return HOSTS.map((host, index) => ({
    id: FIRST_RULE_ID + index,
    priority: 1,
    action: { type: 'block' },
    condition: {
      regexFilter: `^https?://${host}`,
      isUrlFilterCaseSensitive: false,
      initiatorDomains: [initiatorDomain],
    },
  }));
}

const FIRST_RULE_ID = 1;

// RE2 without look-around, each small enough for Chromium's 2 kB limit on a compiled rule. They meet the
// browser's own spelling of an address: lower case, dotted quads, shortest IPv6, a `/` or `:` after the host.
const HOSTS = [
  // A user name before the host would hide it from the other rules.
  '[^/?#]*@',
  // 0/8, 10/8, 127/8, 224/4, 240/4
  '(0|10|127|22[4-9]|23[0-9]|24[0-9]|25[0-5])[.][0-9]+[.][0-9]+[.][0-9]+[:/]',
  // 100.64/10, 169.254/16, 172.16/12
  '(100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])|169[.]254|172[.](1[6-9]|2[0-9]|3[01]))[.][0-9]+[.][0-9]+[:/]',
  // 192.168/16, 198.18/15
  '(192[.]168|198[.]1[89])[.][0-9]+[.][0-9]+[:/]',
  // 192.0.0/24, 192.0.2/24, 192.88.99/24, 192.31.196/24, 192.52.193/24, 192.175.48/24, 198.51.100/24, 203.0.113/24
  '(192[.](0[.][02]|88[.]99|31[.]196|52[.]193|175[.]48)|198[.]51[.]100|203[.]0[.]113)[.][0-9]+[:/]',
  // IPv6 outside 2000::/3: ::1, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10, ff00::/8, ...
  '\\[([^23]|[23][0-9a-f]?[0-9a-f]?:)',
  // Inside 2000::/3: 2001::/23 (Teredo and others), 2001:db8::/32, 2002::/16 (6to4), 2620:4f:8000::/48, 3fff::/20
  '\\[(2001:(:|[0-9a-f][0-9a-f]?:|1[0-9a-f][0-9a-f]:|db8:)|2002:|2620:4f:8000:|3fff:[0-9a-f]?[0-9a-f]?[0-9a-f]?:)',
  // One label, or a dot after the last.
  '([^./:@[]+|[^/:@[]+[.])[:/]',
  `[^/:@[]+[.](${LOCAL_SUFFIXES.join('|').replaceAll('.', '[.]')})[:/]`,
];
