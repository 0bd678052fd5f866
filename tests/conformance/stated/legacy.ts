// Hosted and signed badges of 0.5 to 2.0 by Mozilla's and 1EdTech's older validators, and the values of single fields
// that they call good and bad: each is put where that field stands in a badge that is good without it.
import { createPrivateKey } from 'node:crypto';
import { verifyAll } from '../../../lib/verify';
import { matchRecipient } from '../../../lib/verify/recipient';
import { replay, type World } from '../../unit/verify/hosted-world';
import { jws } from '../../unit/verify/signed-world';
import { HAS_VECTORS, vectorText } from '../replay';
import { type Judged, judgeBadge, judged, NOW, reportOf, type StatedCase } from './stated-case';

type Json = Record<string, unknown>;

const CORE = '1edtech-openbadges-validator-core';
const MOZILLA = 'mozilla-openbadges-validator';
/** Before Mozilla's structures ended. */
const THEN = new Date('2013-04-01T00:00:00Z');

interface NetworkMap {
  input: string;
  network: Record<string, { status?: number; 'content-type': string; body?: unknown }>;
}

const maps: Record<string, NetworkMap> = HAS_VECTORS
  ? JSON.parse(vectorText(`${CORE}/network-maps.json`))
  : {};
const structures: Record<string, Json> = HAS_VECTORS
  ? JSON.parse(vectorText(`${MOZILLA}/generated-structures.json`))
  : {};

const VERSIONS: Readonly<Record<string, string>> = {
  v0_5_hosted: '0.5',
  v0_5_1_hosted_hashed: '0.5',
  v1_0_hosted: '1.0',
  v1_1_hosted: '1.1',
  v2_0_hosted: '2.0',
};

const hosted: StatedCase[] = Object.entries(maps).map(([part, map]) => ({
  file: `${CORE}/network-maps.json`,
  part,
  stated: `verified, ${VERSIONS[part]}`,
  judge: async () => {
    const report = await reportOf({ kind: 'url', url: map.input }, replay(worldOf(map)));
    return { ...judged(report), outcome: `${report.verdict}, ${report.badge?.version}` };
  },
  strangers: strangersOf(worldOf(map), map.input),
}));

const recipients: StatedCase[] = (['nobody@example.org', 'somebody@example.org'] as const).map((value) => ({
  file: `${CORE}/network-maps.json`,
  part: `v2_0_hosted, ${value}`,
  stated: value.startsWith('nobody') ? 'match' : 'mismatch',
  judge: async () => {
    const { badge } = await reportOf(
      { kind: 'url', url: mapOf('v2_0_hosted').input },
      replay(worldOf(mapOf('v2_0_hosted'))),
    );
    return { outcome: (await matchRecipient(badge, [{ type: 'email', value }])).outcome, codes: [] };
  },
}));

const componentOf = (name: string): unknown =>
  HAS_VECTORS ? JSON.parse(vectorText(`${CORE}/components/${name}.json`)) : {};

const components: StatedCase[] = (
  [
    ['1_0_assertion_with_errors', 'not verified', 'http://a.com/instance'],
    ['1_0_basic_assertion_with_extra_properties', 'verified', 'http://a.com/instance3'],
  ] as const
).map(([name, stated, url]) => ({
  file: `${CORE}/components/${name}.json`,
  stated,
  judge: async () => {
    const world = { ...worldOf(mapOf('v1_0_hosted')), [url]: { body: componentOf(name) } };
    const found = await judgeBadge({ kind: 'url', url }, replay(world));
    return found.outcome === 'verified' || stated === 'verified'
      ? found
      : { ...found, outcome: 'not verified' };
  },
  strangers: strangersOf({ ...worldOf(mapOf('v1_0_hosted')), [url]: { body: componentOf(name) } }, url),
}));

const HOME = 'https://example.org';
const structure = (name: string, changes: Json = {}): Json => ({ ...structures[name], ...changes });
const pem = (name: string) => (HAS_VECTORS ? vectorText(`${MOZILLA}/${name}.pem`) : '');

function world10(changes: { assertion?: Json; badge?: Json; issuer?: Json } = {}): World {
  return {
    [`${HOME}/assertion`]: { body: structure('1.0.0-assertion', changes.assertion) },
    [`${HOME}/badge`]: { body: structure('1.0.0-badge', changes.badge) },
    [`${HOME}/issuer`]: { body: structure('1.0.0-issuer', changes.issuer) },
    [`${HOME}/revocation-list`]: { body: { other: 'x' } },
    [`${HOME}/key.pem`]: { body: pem('rsa-public'), type: 'text/plain' },
  };
}

const world11: World = {
  [`${HOME}/1.1/assertion`]: { body: structure('1.1.0-assertion') },
  [`${HOME}/1.1/badge`]: { body: structure('1.1.0-badge', { id: `${HOME}/1.1/badge` }) },
  [`${HOME}/1.1/issuer`]: { body: structure('1.1.0-issuer', { id: `${HOME}/1.1/issuer` }) },
};

const mozillas: StatedCase[] = (
  [
    ['0.5.0', `${HOME}/old`, { [`${HOME}/old`]: { body: structure('0.5.0') } }],
    ['1.0.0', `${HOME}/assertion`, world10()],
    ['1.1.0', `${HOME}/1.1/assertion`, world11],
  ] satisfies [string, string, World][]
).map(([part, url, world]) => ({
  file: `${MOZILLA}/generated-structures.json`,
  part,
  stated: 'verified',
  judge: () => judgeBadge({ kind: 'url', url }, replay(world), THEN),
  strangers: strangersOf(world, url, THEN),
}));

const signed = structure('1.0.0-assertion', { verify: { type: 'signed', url: `${HOME}/key.pem` } });
const mozillasSigned: StatedCase[] = (
  [
    ['rsa-private', 'verified'],
    ['rsa-wrong-private', 'not-valid'],
  ] as const
).map(([key, stated]) => {
  const judge = (world: World) => () =>
    judgeBadge({ kind: 'text', text: jws(signed, createPrivateKey(pem(key))) }, replay(world), THEN);
  return {
    file: `${MOZILLA}/${key}.pem`,
    stated,
    judge: judge(world10()),
    strangers: [
      judge({ ...world10(), [`${HOME}/key.pem`]: { body: pem('rsa-wrong-public'), type: 'text/plain' } }),
      judge(world10({ badge: { issuer: 'https://stranger.example/issuer' } })),
    ],
  };
});

/** Where a field of Mozilla's test data stands, by name: one badge with the value, and nothing else changed. */
const FIELDS: Readonly<Record<string, (value: unknown) => [url: string, world: World]>> = {
  STRINGS: (name) => of10({ badge: { name } }),
  EMAILS: (email) => of10({ issuer: { email } }),
  HASHES: (identity) => of10({ assertion: { recipient: { type: 'email', hashed: true, identity } } }),
  URLS: (criteria) => of05({ criteria }),
  TIMES: (issuedOn) => of10({ assertion: { issuedOn } }),
  ISO8601: (issuedOn) => of10({ assertion: { issuedOn } }),
  OBJECTS: (recipient) => of10({ assertion: { recipient } }),
  VERSIONS: (version) => of05({ version }),
  IDENTITY_TYPES: (type) =>
    of10({ assertion: { recipient: { type, hashed: false, identity: 'ana@example.org' } } }),
  VERIFY_TYPES: (type) => of10({ assertion: { verify: { type, url: `${HOME}/assertion` } } }),
  ORIGINS: (origin) => of05({ issuer: { origin, name: 'Example' } }, originOf(origin)),
  // A plain address, or the hash that the structure has.
  BOOLEANS: (hashed) =>
    of10({
      assertion: {
        recipient: {
          ...Object(structures['1.0.0-assertion']?.recipient),
          hashed,
          ...(isTrue(hashed) ? {} : { identity: 'ana@example.org', salt: undefined }),
        },
      },
    }),
  ABSOLUTE_URLS: (url) => of10({ issuer: { url } }),
  IMAGE_DATA_URLS: (image) => of10({ badge: { image } }),
  TAGLIST: (tags) => of10({ badge: { tags } }),
  ALIGNMENTS: (alignment) => of10({ badge: { alignment } }),
};

function isTrue(value: unknown): boolean {
  return /^true$/i.test(String(value));
}

const testData: Record<string, { good: unknown[]; bad: unknown[] }> = HAS_VECTORS
  ? JSON.parse(vectorText(`${MOZILLA}/test-data.json`))
  : {};

const fields: StatedCase[] = Object.entries(testData).flatMap(([name, { good, bad }]) =>
  [...good.map((value) => [value, 'good'] as const), ...bad.map((value) => [value, 'bad'] as const)].map(
    ([value, stated]): StatedCase => ({
      file: `${MOZILLA}/test-data.json`,
      part: `${name} ${stated} ${JSON.stringify(value).slice(0, 60)}`,
      stated: stated === 'good' ? 'a good field' : 'a bad field',
      judge: () => judgeField(FIELDS[name], value),
    }),
  ),
);

/** 1EdTech's own values of fields, in an issuer and an award of 2.0. */
const CORE_FIELDS: Readonly<Record<string, [url: string, field: string]>> = {
  test_basic_telephone_property_validation: [`${HOME}/organization.json`, 'telephone'],
  test_basic_email_property_validation: [`${HOME}/organization.json`, 'email'],
  test_basic_datetime_property_validation: [`${HOME}/beths-robotics-badge.json`, 'issuedOn'],
};

const coreData: Record<string, { data: Record<string, unknown[]> }> = HAS_VECTORS
  ? JSON.parse(vectorText(`${CORE}/inline/test_validation.json`))
  : {};

const coreFields: StatedCase[] = Object.entries(CORE_FIELDS).flatMap(([name, [url, field]]) =>
  Object.entries(coreData[name]?.data ?? {})
    .filter(([kind]) => kind !== 'first_node')
    .flatMap(([kind, values]) =>
      values.map((value): StatedCase => {
        const isGood = kind === 'good_values' || kind === '_VALID_DATETIMES';
        return {
          file: `${CORE}/inline/test_validation.json`,
          part: `${field} ${isGood ? 'good' : 'bad'} ${JSON.stringify(value)}`,
          stated: isGood ? 'a good field' : 'a bad field',
          judge: () =>
            judgeField(
              (changed) => {
                const world = worldOf(mapOf('v2_0_hosted'));
                const before = world[url]?.body;
                if (typeof before !== 'object') throw new Error(`nothing at ${url}`);
                return [
                  mapOf('v2_0_hosted').input,
                  { ...world, [url]: { body: { ...before, [field]: changed } } },
                ];
              },
              value,
              NOW,
            ),
        };
      }),
    ),
);

export const legacyCases: StatedCase[] = HAS_VECTORS
  ? [...hosted, ...recipients, ...components, ...mozillas, ...mozillasSigned, ...fields, ...coreFields]
  : [];

/** Good: the badge is verified as it is without the value, with no word about it. Bad: it is not, or something is said. */
async function judgeField(
  place: ((value: unknown) => [url: string, world: World]) | undefined,
  value: unknown,
  now = THEN,
): Promise<Judged> {
  if (place === undefined) throw new Error('a field that has no place');
  const [url, world] = place(value);
  const reports = await verifyAll({ kind: 'url', url }, { now, fetch: replay(world) });
  const [report] = reports;
  // Nobody is asked for an address that is none of the web.
  if (report === undefined) return { outcome: 'a bad field', codes: [] };
  const { codes } = judged(report);
  const said = report.checks.filter(
    ({ outcome, code }) =>
      outcome !== 'passed' && !EXPECTED.has(code) && !(now === THEN && code === 'date-without-zone'),
  );
  const recipient = await matchRecipient(report.badge, [{ type: 'email', value: 'ana@example.org' }]);
  const isComparable = recipient.outcome !== 'not-comparable' && recipient.outcome !== 'not-bound';
  const isGood = report.verdict === 'verified' && said.length === 0 && isComparable;
  return { outcome: isGood ? 'a good field' : 'a bad field', codes };
}

/** What is said of the good badges as well: 1.0 wrote dates without a zone. */
const EXPECTED: ReadonlySet<string> = new Set(['unprotected-transport', 'no-status']);

function of10(changes: { assertion?: Json; badge?: Json; issuer?: Json }): [string, World] {
  return [`${HOME}/assertion`, world10(changes)];
}

function of05(badge: Json, origin = HOME): [string, World] {
  const plain = structure('0.5.0');
  const body = { ...plain, badge: { ...Object(plain.badge), ...badge } };
  return [`${origin}/old`, { [`${origin}/old`]: { body } }];
}

/** A good origin is where its badge is; of a bad one there is no place, so that its badge is at another. */
function originOf(origin: unknown): string {
  return URL.canParse(String(origin)) ? new URL(String(origin)).origin.replace('null', HOME) : HOME;
}

/** A badge of another host in its issuer's name, and an issuer of another host in its badge. */
function strangersOf(world: World, url: string, now?: Date): (() => Promise<Judged>)[] {
  const stranger = 'https://stranger.example';
  const home = new URL(url).origin;
  const issuerless = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body), (key, value) => {
      if (key === 'origin') return stranger;
      return key === 'issuer' && typeof value === 'string' ? `${stranger}/issuer` : value;
    });
  const documents = Object.entries(world).filter(([, { body }]) => typeof body === 'object');
  const withStrangersIssuer: World = {
    ...Object.fromEntries(
      documents.map(([at, answer]) => [at, { ...answer, body: issuerless(answer.body) }]),
    ),
    [`${stranger}/issuer`]: {
      body: { type: 'Issuer', id: `${stranger}/issuer`, name: 'S', url: stranger, email: 's@s.example' },
    },
  };
  // Whoever copies an award and its class to a host of their own, and leaves the issuer's name in it.
  const [, award] = documents.find(([at]) => at === url) ?? [];
  const moved = JSON.parse(JSON.stringify(award?.body ?? null).replaceAll(url, `${stranger}/award`));
  const atStrangers: World = { ...world, [`${stranger}/award`]: { body: moved } };
  return [
    () => judgeBadge({ kind: 'url', url }, replay(withStrangersIssuer), now),
    () => judgeBadge({ kind: 'url', url: `${stranger}/award` }, replay(atStrangers), now),
    () => judgeBadge({ kind: 'url', url: url.replace(home, stranger) }, replay(atStrangers), now),
  ];
}

function mapOf(name: string): NetworkMap {
  const map = maps[name];
  if (map === undefined) throw new Error(`no map ${name}`);
  return map;
}

function worldOf(map: NetworkMap): World {
  return Object.fromEntries(
    Object.entries(map.network).map(([url, { status = 200, body = '', 'content-type': type }]) => [
      url,
      { status, body, type },
    ]),
  );
}
