import type { Badge } from '../credential';

/**
 * The address of a page about this award that anybody may open: the issuer's page where it names one, else the
 * award's own http(s) identity. Without the queries by which issuers pass a recipient's address along.
 */
export function publicLink(badge: Badge): string | undefined {
  for (const candidate of [...badge.links, badge.id ?? '']) {
    const url = URL.parse(candidate);
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) continue;
    if (url.username !== '' || url.password !== '') continue;
    for (const name of [...url.searchParams.keys()]) {
      if (name.startsWith('identity__')) url.searchParams.delete(name);
    }
    return url.href;
  }
  return undefined;
}
