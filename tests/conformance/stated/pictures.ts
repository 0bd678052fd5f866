// What the bakeries of others put into pictures, and what became of it (the manifest's table of baked images).
import { unbake } from '../../../lib/baking';
import { HAS_VECTORS, vectorBytes } from '../replay';
import { type Judged, judgeBadge, type StatedCase } from './stated-case';

const PAYLOADS: Readonly<Record<string, string>> = {
  'mozilla-openbadges-backpack/valid-baked.png': 'https://example.org/assertion',
  'mozilla-openbadges-backpack/404.png': 'https://example.org/404',
  'mozilla-openbadges-backpack/unbaked.png': 'none',
  'mozilla-openbadges-backpack/unbaked.svg': 'none',
  'mozilla-openbadges-bakery/unbaked.png': 'none',
  'mozilla-openbadges-bakery/unbaked.svg': 'none',
  'mozilla-openbadges-bakery/baked.svg': 'JSON that names http://example.org',
  'mozilla-openbadges-bakery/no-json.svg': 'http://example.org',
  'mozilla-openbadges-bakery/bad-json.svg': 'http://example.org',
  'concentricsky-openbadges-bakery/public_domain_heart.png': 'none',
  'concentricsky-openbadges-bakery/unbaked_example.svg': 'none',
  'concentricsky-openbadges-bakery/baked_heart.png': 'JSON that names http://example.org/badgeinstance1',
  // Its own bakery gives the address; Laurel reads what lies beside it, and the address is in there.
  'concentricsky-openbadges-bakery/baked_example.svg': 'JSON that names https://example.org/assertion.json',
  '1edtech-openbadges-validator-core/public_domain_heart.png': 'none',
  'badgealliance-openbadges-displayer/demobadge.png':
    'JSON that names http://young-basin-5816.herokuapp.com/public/assertions/459248023d916dd4a84c420cf8ad3f978648bb19',
};

const payloads: StatedCase[] = Object.entries(PAYLOADS).map(([file, stated]) => ({
  file,
  stated,
  judge: async () => ({ outcome: await payloadOf(file), codes: [] }),
}));

/** Nobody answers for the first; the second says that it has nothing there. */
const verdicts: StatedCase[] = [
  verdict('mozilla-openbadges-backpack/404.png', async () => new Response('', { status: 404 })),
  verdict('badgealliance-openbadges-displayer/demobadge.png', async () => {
    throw Object.assign(new Error('no answer'), { reason: 'host', host: 'a host that is gone' });
  }),
];

export const pictureCases: StatedCase[] = HAS_VECTORS ? [...payloads, ...verdicts] : [];

function verdict(file: string, fetch: typeof globalThis.fetch): StatedCase {
  const judge = (): Promise<Judged> => judgeBadge({ kind: 'file', bytes: vectorBytes(file) }, fetch);
  return { file, part: 'its answer', stated: 'could-not-check', judge };
}

async function payloadOf(file: string): Promise<string> {
  const { payloads: found } = await unbake(vectorBytes(file));
  const [first] = found;
  if (first === undefined) return 'none';
  if (!first.text.startsWith('{')) return first.text;
  const { verify } = JSON.parse(first.text);
  return `JSON that names ${verify?.url}`;
}
