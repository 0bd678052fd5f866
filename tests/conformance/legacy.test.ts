// Mozilla's and Concentric Sky's structures, keys and pictures of Open Badges 0.5 to 1.1, through the public face.
import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readInstant } from '../../lib/credential';
import { type BadgeSource, verifyAll } from '../../lib/verify';
import { replay, type World } from '../unit/verify/hosted-world';
import { jws } from '../unit/verify/signed-world';
import { HAS_VECTORS, vectorBytes, vectorText } from './replay';

const HOME = 'https://example.org';
const BRIAN = [{ type: 'email', value: 'brian@mozillafoundation.org' }];
/** Before the structures' own expiry. */
const THEN = new Date('2013-04-01T00:00:00Z');
const NOW = new Date('2026-11-23T12:00:00Z');

type Structures = Record<string, Record<string, unknown>>;
const structures: Structures = HAS_VECTORS
  ? JSON.parse(vectorText('mozilla-openbadges-validator/generated-structures.json'))
  : {};
const structure = (name: string, changes: object = {}) => ({ ...structures[name], ...changes });
const pem = (name: string) => vectorText(`mozilla-openbadges-validator/${name}.pem`);

async function verifyOne(source: BadgeSource, world: World, now = THEN) {
  const reports = await verifyAll(source, { fetch: replay(world), now, recipients: BRIAN });
  expect(reports).toHaveLength(1);
  const [report] = reports;
  if (report === undefined) throw new Error('no report');
  return report;
}

function world10(more: World = {}): World {
  return {
    [`${HOME}/assertion`]: { body: structure('1.0.0-assertion') },
    [`${HOME}/badge`]: { body: structure('1.0.0-badge') },
    [`${HOME}/issuer`]: { body: structure('1.0.0-issuer') },
    [`${HOME}/revocation-list`]: { body: { other: 'x' } },
    [`${HOME}/key.pem`]: { body: HAS_VECTORS ? pem('rsa-public') : '', type: 'text/plain' },
    ...more,
  };
}

describe.skipIf(!HAS_VECTORS)('Mozilla’s validator: its structures', () => {
  const world05: World = { [`${HOME}/old`]: { body: structure('0.5.0') } };
  const world11: World = {
    [`${HOME}/1.1/assertion`]: { body: structure('1.1.0-assertion') },
    [`${HOME}/1.1/badge`]: { body: structure('1.1.0-badge', { id: `${HOME}/1.1/badge` }) },
    [`${HOME}/1.1/issuer`]: { body: structure('1.1.0-issuer', { id: `${HOME}/1.1/issuer` }) },
  };

  it.each([
    ['0.5', `${HOME}/old`, world05],
    ['1.0', `${HOME}/assertion`, world10()],
    ['1.1', `${HOME}/1.1/assertion`, world11],
  ])('%s is verified while it lasted, has expired since, and is Brian’s', async (version, url, world) => {
    const report = await verifyOne({ kind: 'url', url }, world);
    expect(report).toMatchObject({
      verdict: 'verified',
      badge: { version },
      sealer: { kind: 'domain', value: 'example.org' },
      recipient: { outcome: 'match', matched: 0 },
    });
    expect((await verifyOne({ kind: 'url', url }, world, NOW)).verdict).toBe('expired');
  });

  const signed = structure('1.0.0-assertion', { verify: { type: 'signed', url: `${HOME}/key.pem` } });
  const signedBy = (name: string) => jws(signed, createPrivateKey(pem(name)));

  it('1.0, signed with its RSA key, is verified', async () => {
    const report = await verifyOne({ kind: 'text', text: signedBy('rsa-private') }, world10());
    expect(report).toMatchObject({ verdict: 'verified', recipient: { outcome: 'match' } });
  });

  it('1.0, signed with its wrong RSA key, is not valid', async () => {
    const report = await verifyOne({ kind: 'text', text: signedBy('rsa-wrong-private') }, world10());
    expect(report.verdict).toBe('not-valid');
  });

  it('1.0, withdrawn by its uid, is revoked', async () => {
    const list = { [`${HOME}/revocation-list`]: { body: { d3c4ff: 'reason' } } };
    const report = await verifyOne({ kind: 'text', text: signedBy('rsa-private') }, world10(list));
    expect(report.verdict).toBe('revoked');
  });

  it('1.0, with a stranger’s issuer in its issuer’s place, is never verified', async () => {
    const stranger = { [`${HOME}/key.pem`]: { body: pem('rsa-wrong-public') } };
    const report = await verifyOne({ kind: 'text', text: signedBy('rsa-private') }, world10(stranger));
    expect(report.verdict).toBe('not-valid');
  });
});

describe.skipIf(!HAS_VECTORS)('Mozilla’s validator: its dates', () => {
  const data = HAS_VECTORS ? JSON.parse(vectorText('mozilla-openbadges-validator/test-data.json')) : {};
  const listOf = (kind: string, name: string): unknown[] => data[kind]?.[name] ?? [];

  it.each([...listOf('TIMES', 'good'), ...listOf('ISO8601', 'good')])('reads %j', (value) => {
    expect(readInstant(value)).toMatch(/^20\d\d-\d\d-\d\dT/);
  });
  it.each([...listOf('TIMES', 'bad'), ...listOf('ISO8601', 'bad')])('reads no date in %j', (value) => {
    expect(readInstant(value)).toBeUndefined();
  });
});

describe.skipIf(!HAS_VECTORS)('old baked pictures', () => {
  it.each([
    ['mozilla-openbadges-backpack/valid-baked.png', 'host-silent'],
    ['mozilla-openbadges-backpack/404.png', 'host-silent'],
    ['concentricsky-openbadges-bakery/baked_heart.png', 'host-silent'],
    ['badgealliance-openbadges-displayer/demobadge.png', 'host-silent'],
  ])('%s of a host that is gone: could not check', async (file, code) => {
    const report = await verifyOne({ kind: 'file', bytes: vectorBytes(file) }, {}, NOW);
    expect(report).toMatchObject({ verdict: 'could-not-check', sealer: { kind: 'none' } });
    expect(report.checks.map((check) => check.code)).toContain(code);
  });

  it('mozilla-openbadges-backpack/404.png of a host that says so: gone', async () => {
    const world = { [`${HOME}/404`]: { status: 404, body: '' } };
    const bytes = vectorBytes('mozilla-openbadges-backpack/404.png');
    const report = await verifyOne({ kind: 'file', bytes }, world, NOW);
    expect(report.verdict).toBe('could-not-check');
    expect(report.checks.map((check) => check.code)).toContain('gone');
  });
});
