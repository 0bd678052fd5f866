// Third-party status lists and hosted badges: verdicts as the manifest of the vectors states them.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyAll } from '../../lib/verify';
import { createContext, type Secured } from '../../lib/verify/context';
import { checkStatus } from '../../lib/verify/status';
import { bytesOf, entryAt } from '../../lib/verify/status/bits';
import { replay, verifyIn, type World } from '../unit/verify/hosted-world';

const VECTORS = new URL('../../../shared/vectors/', import.meta.url);
const present = existsSync(VECTORS);

function vector(path: string) {
  return JSON.parse(readFileSync(new URL(path, VECTORS), 'utf8'));
}

interface EncodedList {
  encodedList: string;
  lengthBits?: number;
  set?: number[];
  error?: string;
}

describe.skipIf(!present)('encoded lists of W3C and Digital Bazaar', () => {
  const lists: EncodedList[] = present
    ? vector('bitstring-status-list/encoded-list-vectors.json').vectors
    : [];

  it.each(lists.filter(({ error }) => error === undefined))(
    '$lengthBits bits with $set set',
    async (list) => {
      const unpacked = await bytesOf(list.encodedList, 'multibase');
      const bits = unpacked.kind === 'bytes' ? unpacked.bytes : new Uint8Array();
      const length = list.lengthBits ?? 0;
      const set = Array.from({ length }, (_, index) => index).filter(
        (index) => entryAt(bits, index, 1) === 1,
      );
      expect(bits.length * 8).toBe(length);
      expect(set).toEqual(list.set);
    },
  );

  it.each(lists.filter(({ error }) => error !== undefined))('refuses $encodedList: $error', async (list) => {
    expect(await bytesOf(list.encodedList, 'multibase')).toEqual({
      kind: 'problem',
      code: 'status-list-unreadable',
    });
  });
});

describe.skipIf(!present)('the W3C example of a revocable credential', () => {
  it('stands by its example list', async () => {
    const credential = vector('bitstring-status-list/spec-example-03.json').example;
    const list = vector('bitstring-status-list/spec-example-04.json').example;
    expect(await statusBy(list, credential)).toEqual({ status: 'good', codes: ['status-good'] });
  });
});

describe.skipIf(!present)('the 1EdTech sample revoked by a bitstring status list', () => {
  const folder = '1edtech-public-validator/ob30/bit-string-list/';

  it.each(['credential-status-revoked.json', 'credential-status-revoked-blank-nodes.json'])(
    '%s',
    async (file) => {
      const { status, codes } = await statusBy(vector(`${folder}testlist`), vector(folder + file));
      expect(status).toBe('revoked');
      // The sample list was signed under the example id of the W3C specification.
      expect(codes).toEqual(['status-list-other-id', 'revoked']);
    },
  );
});

/** Only the status: that the signatures of these samples hold is for the tests of proofs. */
async function statusBy(list: { issuer: string }, credential: Record<string, unknown>) {
  const entry = credential.credentialStatus;
  const entries = Array.isArray(entry) ? entry : [entry];
  const world: World = { [entries[0].statusListCredential]: { body: list } };
  const context = createContext({ fetch: replay(world), now: new Date('2026-11-23T12:00:00Z') });
  const issuer = credential.issuer;
  const issuerId =
    typeof issuer === 'object' && issuer !== null && 'id' in issuer ? String(issuer.id) : String(issuer);
  const proven = async (text: string): Promise<Secured> => ({
    authenticity: 'authentic',
    credential: JSON.parse(text),
    issuerId: list.issuer,
    sealer: { kind: 'none' },
  });
  const status = await checkStatus(entries, { id: String(credential.id), issuerId }, context, proven);
  return { status, codes: context.checks.map(({ code }) => code) };
}

interface NetworkMap {
  input: string;
  network: Record<string, { status?: number; 'content-type': string; body?: unknown }>;
}

describe.skipIf(!present)('hosted badges of the 1EdTech validator-core', () => {
  const maps: Record<string, NetworkMap> = present
    ? vector('1edtech-openbadges-validator-core/network-maps.json')
    : {};

  it.each([
    ['v0_5_hosted', '0.5', 'oldstyle.com', ['unprotected-transport']],
    ['v0_5_1_hosted_hashed', '0.5', 'oldstyle.com', ['unprotected-transport']],
    ['v1_0_hosted', '1.0', 'a.com', ['unprotected-transport']],
    ['v1_1_hosted', '1.1', 'example.org', []],
    ['v2_0_hosted', '2.0', 'example.org', []],
  ])('%s is authentic, as Open Badges %s, by %s', async (name, version, host, warnings) => {
    const found = await verifyIn(worldOf(maps[name]), maps[name]?.input ?? '');
    expect(found).toMatchObject({
      authenticity: 'authentic',
      standing: { status: 'good' },
      sealer: { kind: 'domain', value: host },
      badge: { version },
    });
    expect(found.checks.filter(({ outcome }) => outcome !== 'passed').map(({ code }) => code)).toEqual(
      warnings,
    );
  });

  it.each(Object.entries(maps))('%s is verified from its address', async (_name, { input, network }) => {
    const world = worldOf({ input, network });
    const [report] = await verifyAll({ kind: 'url', url: input }, { fetch: replay(world) });
    expect(report).toMatchObject({ verdict: 'verified', sealer: { kind: 'domain' } });
  });

  it('v2_0_hosted is bound to nobody@example.org and to nobody else', async () => {
    const { input = '' } = maps.v2_0_hosted ?? {};
    const outcomeFor = async (value: string) => {
      const environment = {
        fetch: replay(worldOf(maps.v2_0_hosted)),
        recipients: [{ type: 'email', value }],
      };
      return (await verifyAll({ kind: 'url', url: input }, environment))[0]?.recipient.outcome;
    };
    expect(await outcomeFor('nobody@example.org')).toBe('match');
    expect(await outcomeFor('somebody@example.org')).toBe('mismatch');
  });

  it('v2_0_hosted in a stranger’s name is never authentic', async () => {
    const world = worldOf(maps.v2_0_hosted);
    world['https://example.org/organization.json'] = {
      body: { type: 'Issuer', id: 'https://stranger.example/issuer', name: 'Stranger' },
    };
    expect((await verifyIn(world, maps.v2_0_hosted?.input ?? '')).authenticity).toBe('could-not-check');
    world['https://stranger.example/issuer'] = {
      body: { type: 'Issuer', id: 'https://stranger.example/issuer', name: 'Stranger' },
    };
    expect((await verifyIn(world, maps.v2_0_hosted?.input ?? '')).authenticity).toBe('not-valid');
  });
});

function worldOf(map: NetworkMap | undefined): World {
  return Object.fromEntries(
    Object.entries(map?.network ?? {}).map(([url, { status = 200, body = '', 'content-type': type }]) => [
      url,
      { status, body, type },
    ]),
  );
}
