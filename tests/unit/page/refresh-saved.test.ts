import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackpack } from '../../../lib/backpack';
import { type RefreshedSaved, refreshSaved } from '../../../lib/page';
import { recheckSaved } from '../../../lib/page/recheck-saved';
import { type JwtKey, jwtKey, signJwt } from '../../sites/signing';
import { award, type Json, replayOf } from '../verify/issuers';

const ISSUER = 'https://school.example/issuer';
const SERVICE = 'https://school.example/refresh/1';

let key: JwtKey;
beforeAll(async () => {
  key = await jwtKey('ES256', () => 'k1');
});

function edition(changes: Json = {}): Promise<string> {
  const credential = {
    ...award({
      refreshService: { id: SERVICE, type: '1EdTechCredentialRefresh' },
      issuer: { id: ISSUER, type: ['Profile'], name: 'School' },
    }),
    ...changes,
  };
  // The maker of JWTs names the members that it copies into claims; `award` has them.
  return signJwt(credential as unknown as Parameters<typeof signJwt>[0], key);
}

/** A saved and checked badge, and an issuer that answers with `newer`. */
async function world(newer: string | undefined, held?: string) {
  const documentText = held ?? (await edition());
  const backpack = await openBackpack({ name: `refresh-${crypto.randomUUID()}` });
  const asked: string[] = [];
  const answer = replayOf({
    'https://school.example/.well-known/jwks.json': { keys: [key.publicJwk] },
    ...(newer === undefined ? {} : { [SERVICE]: newer }),
  });
  const around: Parameters<typeof recheckSaved>[0] = {
    openBackpack: async () => backpack,
    fetchFor: () => (input, init) => {
      asked.push(String(input));
      return answer(input, init);
    },
    limitAge: () => undefined,
    checking: async () => 'ask',
    comparePictures: async () => ({ outcome: 'not-comparable', reason: 'unreadable' }),
  };
  const saved = await backpack.save({
    badge: {
      documentForm: 'jws',
      documentText,
      answer: 'not-checked',
      sealer: { kind: 'none' },
    },
    files: [{ role: 'picture', name: 'art.svg', mediaType: 'image/svg+xml', bytes: new Uint8Array([60]) }],
    evidence: [],
  });
  if (saved.kind !== 'saved') throw new Error(saved.kind);
  await recheckSaved(around, saved.badgeId);
  return { backpack, asked, badgeId: saved.badgeId, ask: () => refreshSaved(around, saved.badgeId) };
}

describe('a newer edition of a saved badge', () => {
  it('joins the backpack beside the older one, checked and with its picture', async () => {
    const { backpack, asked, badgeId, ask } = await world(
      await edition({ validUntil: '2030-01-01T00:00:00Z' }),
    );
    expect(asked).not.toContain(SERVICE);
    const outcome = await ask();
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    expect(outcome.badgeId).not.toBe(badgeId);
    const newer = await backpack.get(outcome.badgeId);
    expect(newer).toMatchObject({ answer: 'verified', badge: { validUntil: '2030-01-01T00:00:00Z' } });
    expect(await backpack.files(outcome.badgeId)).toMatchObject([{ role: 'picture' }]);
    expect((await backpack.get(badgeId))?.badge?.validUntil).not.toBe('2030-01-01T00:00:00Z');
    const keys = (await Promise.all((await backpack.list()).map(({ id }) => backpack.get(id)))).flatMap(
      (badge) => badge?.awardKeys ?? [],
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(await ask()).toEqual({ kind: 'already', badgeId: outcome.badgeId } satisfies RefreshedSaved);
  });

  it('is not kept twice when it is the one in hand', async () => {
    const text = await edition();
    const { backpack, ask } = await world(text, text);
    expect(await ask()).toEqual({ kind: 'newest' });
    expect(await backpack.count()).toBe(1);
  });

  it('changes nothing where the issuer gives none', async () => {
    const { backpack, ask } = await world(undefined);
    expect(await ask()).toMatchObject({ kind: 'kept', check: { code: 'host-status' } });
    expect(await backpack.count()).toBe(1);
  });
});
