import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, refresh, verify } from '../../../lib/verify';
import { type JwtKey, jwtKey, signJwt } from '../../sites/signing';
import { award, codesOf, type Json, NOW, replayOf } from './issuers';

const ISSUER = 'https://school.example/issuer';
const KEY_SET = 'https://school.example/.well-known/jwks.json';
const SERVICE = 'https://school.example/refresh/1';

let key: JwtKey;
let stranger: JwtKey;
beforeAll(async () => {
  [key, stranger] = [await jwtKey('ES256', () => 'k1'), await jwtKey('ES256', () => 'k1')];
});

function edition(changes: Json = {}, signer = key): Promise<string> {
  const credential = {
    ...award({
      refreshService: { id: SERVICE, type: '1EdTechCredentialRefresh' },
      issuer: { id: ISSUER, type: ['Profile'], name: 'School' },
    }),
    ...changes,
  };
  // The maker of JWTs names the members that it copies into claims; `award` has them.
  return signJwt(credential as unknown as Parameters<typeof signJwt>[0], signer);
}

async function world(newer?: string) {
  const asked: string[] = [];
  const answer = replayOf({ [KEY_SET]: { keys: [key.publicJwk] }, ...(newer ? { [SERVICE]: newer } : {}) });
  const fetch: typeof globalThis.fetch = (input, init) => {
    asked.push(String(input));
    return answer(input, init);
  };
  const held: Report = await verify({ form: 'jws', text: await edition() }, { now: NOW, fetch });
  return { asked, held, refreshed: () => refresh(held, { now: NOW, fetch }) };
}

describe('a newer edition', () => {
  it('is offered, and not fetched before somebody asks', async () => {
    const { asked, held, refreshed } = await world(await edition({ validUntil: '2030-01-01T00:00:00Z' }));
    expect(held.badge?.refreshAddress).toBe(SERVICE);
    expect(codesOf(held)).toContain('refresh-offered');
    expect([held.needs, asked.includes(SERVICE)]).toEqual([[], false]);
    const found = await refreshed();
    expect(found).toMatchObject({ kind: 'refreshed', report: { verdict: 'verified' } });
    expect(found.kind === 'refreshed' && found.report.badge?.validUntil).toBe('2030-01-01T00:00:00Z');
    expect(asked.filter((url) => url === SERVICE)).toHaveLength(1);
  });

  it.each<[string, () => Promise<string>]>([
    ['another award', () => edition({ id: 'https://school.example/credentials/2' })],
    ['another issuer’s', () => edition({ issuer: { id: 'https://other.example/issuer' } })],
    ['sealed by a stranger', () => edition({}, stranger)],
  ])('does not take the place of the one in hand when it is %s', async (_, newer) => {
    const { refreshed } = await world(await newer());
    expect(await refreshed()).toMatchObject({
      kind: 'kept',
      check: { outcome: 'warning', code: 'refresh-other' },
    });
  });

  it('is not had when the service is silent, or gives something else', async () => {
    expect(await (await world()).refreshed()).toMatchObject({ kind: 'kept', check: { code: 'host-status' } });
    expect(await (await world('<html>')).refreshed()).toMatchObject({
      kind: 'kept',
      check: { code: 'not-json' },
    });
  });

  it('is never asked for on the word of a badge that proves nothing', async () => {
    const { asked, held } = await world();
    const forged = await verify(
      { form: 'jws', text: await edition({}, stranger) },
      { now: NOW, fetch: replayOf({ [KEY_SET]: { keys: [key.publicJwk] } }) },
    );
    expect([held.verdict, forged.verdict]).toEqual(['verified', 'not-valid']);
    const found = await refresh(forged, { now: NOW });
    expect(found).toMatchObject({ kind: 'kept', check: { code: 'refresh-not-offered' } });
    expect(asked).not.toContain(SERVICE);
  });
});
