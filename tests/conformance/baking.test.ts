// Baked images of other people, and hostile ones, give what vectors/MANIFEST.md and pages/index.json say.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Standard, unbake } from '../../lib/baking';

const shared = new URL('../../../shared/', import.meta.url);
const present = existsSync(new URL('vectors', shared)) && existsSync(new URL('pages/assets', shared));
if (!present) console.log('skipped: conformance of baking (../shared is not here)');

interface Expectation {
  file: string;
  standard?: Standard;
  /** What the payload is: JSON that holds these members, or an exact text, or a compact JWS. */
  payload?: Record<string, unknown> | string | RegExp;
  notes?: string[];
}

const jws = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const assertion = { id: 'https://issuer.example/assertions/1001.json', type: 'Assertion' };
const credential3001 = { id: 'https://issuer.example/credentials/3001' };

const bakedByOthers: Expectation[] = [
  {
    file: 'mozilla-openbadges-backpack/valid-baked.png',
    standard: 'openbadges',
    payload: 'https://example.org/assertion',
    notes: ['legacy-text-chunk'],
  },
  {
    file: 'mozilla-openbadges-backpack/404.png',
    standard: 'openbadges',
    payload: 'https://example.org/404',
    notes: ['legacy-text-chunk'],
  },
  {
    file: 'concentricsky-openbadges-bakery/baked_heart.png',
    standard: 'openbadges',
    payload: { uid: '123', verify: { type: 'hosted', url: 'http://example.org/badgeinstance1' } },
  },
  // The bakery that made this file gives its `verify` attribute; OB 2.0 Baking says that the body is the Assertion.
  {
    file: 'concentricsky-openbadges-bakery/baked_example.svg',
    standard: 'openbadges',
    payload: { uid: 'abcdef12345', verify: { type: 'hosted', url: 'https://example.org/assertion.json' } },
  },
  {
    file: 'mozilla-openbadges-bakery/baked.svg',
    standard: 'openbadges',
    payload: { verify: { url: 'http://example.org' } },
  },
  { file: 'mozilla-openbadges-bakery/no-json.svg', standard: 'openbadges', payload: 'http://example.org' },
  {
    file: 'mozilla-openbadges-bakery/bad-json.svg',
    standard: 'openbadges',
    payload: 'http://example.org',
    notes: ['body-not-json'],
  },
  {
    file: 'badgealliance-openbadges-displayer/demobadge.png',
    standard: 'openbadges',
    payload: { uid: '459248023d916dd4a84c420cf8ad3f978648bb19' },
  },
  {
    file: '1edtech-public-validator/ob30/simple-json.png',
    standard: 'openbadgecredential',
    payload: { id: 'http://example.com/credentials/3527' },
  },
  { file: '1edtech-public-validator/ob30/simple-jwt.png', standard: 'openbadgecredential', payload: jws },
  { file: '1edtech-public-validator/ob30/simple-jwt_v1.png', standard: 'openbadgecredential', payload: jws },
  // Their DOCTYPE only names the SVG 1.1 DTD.
  {
    file: '1edtech-public-validator/ob30/simple-json.svg',
    standard: 'openbadgecredential',
    payload: { id: 'http://example.com/credentials/3527' },
    notes: ['doctype-ignored'],
  },
  {
    file: '1edtech-public-validator/ob30/simple-jwt.svg',
    standard: 'openbadgecredential',
    payload: jws,
    notes: ['doctype-ignored'],
  },
  {
    file: '1edtech-public-validator/ob30/simple-jwt_v1.svg',
    standard: 'openbadgecredential',
    payload: jws,
    notes: ['doctype-ignored'],
  },
  { file: 'mozilla-openbadges-backpack/unbaked.png' },
  { file: 'mozilla-openbadges-backpack/unbaked.svg' },
  { file: 'mozilla-openbadges-bakery/unbaked.png' },
  { file: 'mozilla-openbadges-bakery/unbaked.svg' },
  { file: 'concentricsky-openbadges-bakery/public_domain_heart.png' },
  { file: 'concentricsky-openbadges-bakery/unbaked_example.svg' },
  { file: '1edtech-openbadges-validator-core/public_domain_heart.png' },
];

const onPages: Expectation[] = [
  { file: 'baked-ob2.png', standard: 'openbadges', payload: assertion },
  { file: 'baked-after-idat.png', standard: 'openbadges', payload: assertion },
  { file: 'baked-compressed.png', standard: 'openbadges', payload: assertion, notes: ['compressed-chunk'] },
  { file: 'baked-100k.png', standard: 'openbadges', payload: { type: 'Assertion' } },
  { file: 'baked-ob2-url.png', standard: 'openbadges', payload: assertion.id },
  {
    file: 'baked-ob1-text.png',
    standard: 'openbadges',
    payload: 'http://issuer.example/assertions/0500.json',
    notes: ['legacy-text-chunk'],
  },
  { file: 'baked-ob3.png', standard: 'openbadgecredential', payload: credential3001 },
  { file: 'baked-ob3-jwt.png', standard: 'openbadgecredential', payload: jws },
  { file: 'baked-ob2.svg', standard: 'openbadges', payload: assertion },
  { file: 'baked-ob3-jwt.svg', standard: 'openbadgecredential', payload: jws },
  { file: 'svg-script.svg', standard: 'openbadges', payload: assertion },
  { file: 'intranet.png', standard: 'openbadges', payload: { type: 'Assertion' } },
  { file: 'bomb-itxt.png', notes: ['compressed-chunk', 'limit-inflated'] },
  { file: 'many-chunks.png', notes: ['limit-text-chunks'] },
  { file: 'svg-deep.svg', notes: ['limit-depth'] },
  { file: 'svg-entities.svg', notes: ['doctype-refused'] },
  ...['plain.png', 'plain.svg', 'avatar.png', 'sprite.png', 'shield.svg'].map((file) => ({ file })),
];

describe.skipIf(!present).each([
  ['vectors/', bakedByOthers],
  ['pages/assets/', onPages],
])('%s', (folder, expectations) => {
  it.each(expectations)('$file', async ({ file, standard, payload, notes = [] }) => {
    const unbaked = await unbake(readFileSync(new URL(folder + file, shared)));
    expect(unbaked.container).toBe(file.slice(-3));
    expect(unbaked.notes).toEqual(notes);
    expect(unbaked.payloads.map((each) => each.standard)).toEqual(standard ? [standard] : []);
    const text = unbaked.payloads[0]?.text ?? '';
    if (payload instanceof RegExp) expect(text).toMatch(payload);
    else if (typeof payload === 'string') expect(text).toBe(payload);
    else if (payload) expect(JSON.parse(text)).toMatchObject(payload);
  });
});

it.skipIf(!present)('is neither for other pictures', async () => {
  const file = readFileSync(new URL('pages/assets/tiny.webp', shared));
  expect(await unbake(file)).toEqual({ container: 'other', payloads: [], notes: [] });
});
