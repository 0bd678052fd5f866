import type { VerifyEnvironment } from '../verify';
import type { PageSurroundings } from './surroundings';

type Known = Pick<VerifyEnvironment, 'trust' | 'knownDomains'>;

/** Sealers change rarely, and a list of ten thousand badges takes a while to go through. */
const MAX_AGE_MS = 60_000;
let domains: { readAt: number; hosts: string[] } | undefined;

/** What the person decided about issuers, and the domains of the good badges that they kept. */
export async function knownIssuers({ openBackpack }: Pick<PageSurroundings, 'openBackpack'>): Promise<Known> {
  try {
    const backpack = await openBackpack();
    if (!domains || Date.now() - domains.readAt > MAX_AGE_MS) {
      // The first that was kept first: of two that look alike, the later one is the stranger.
      const good = (await backpack.list())
        .toReversed()
        .flatMap(({ answer, sealer }) =>
          GOOD.has(answer) && sealer.kind === 'domain' && sealer.value !== undefined ? [sealer.value] : [],
        );
      domains = { readAt: Date.now(), hosts: [...new Set(good)] };
    }
    return { trust: await backpack.trust(), knownDomains: domains.hosts };
  } catch (error) {
    // A badge can be checked without the backpack; saving says what is wrong with it.
    console.error('Laurel could not read the trust list', error);
    return {};
  }
}

const GOOD: ReadonlySet<string> = new Set(['verified', 'verified-with-notes']);
