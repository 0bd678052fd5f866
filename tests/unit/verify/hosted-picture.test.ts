import { expect, it } from 'vitest';
import { bake } from '../../../lib/baking';
import { createContext } from '../../../lib/verify/context';
import { verifyHosted } from '../../../lib/verify/hosted';
import { ACADEMY, academyWorld, assertion, NOW, replay } from './hosted-world';

const PICTURE = `${ACADEMY}/uploads/portrait.png`;
const PIXEL = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

async function verifyPicture(bytes: Uint8Array) {
  const others = replay(academyWorld());
  const fetch: typeof globalThis.fetch = async (input) =>
    String(input) === PICTURE
      ? new Response(bytes.slice(), { headers: { 'content-type': 'image/png' } })
      : others(input);
  const context = createContext({ fetch, now: NOW });
  const found = await verifyHosted({ form: 'address', text: PICTURE }, undefined, context);
  return { ...found, codes: context.checks.map(({ outcome, code }) => `${outcome} ${code}`) };
}

const baked = (content: object) => bake(PIXEL, { standard: 'openbadges', text: JSON.stringify(content) });

it('a picture at the address of an award leads to where the award in it is kept', async () => {
  const found = await verifyPicture(await baked(assertion));
  expect(found).toMatchObject({ authenticity: 'authentic', subject: { id: assertion.id } });
  expect(found.codes).toContain('passed declared-id-asked');
});

it('a picture that names itself proves nothing: anybody may have uploaded it', async () => {
  const found = await verifyPicture(await baked({ ...assertion, id: PICTURE }));
  expect(found).toMatchObject({ authenticity: 'could-not-check', sealer: { kind: 'none' } });
  expect(found.codes).toEqual(['unknown only-a-picture']);
});

it('a picture can not withdraw the award that it leads to', async () => {
  const found = await verifyPicture(await baked({ ...assertion, revoked: true }));
  expect(found.standing.status).toBe('good');
});

it('a picture without a badge in it is said to be one', async () => {
  const found = await verifyPicture(PIXEL);
  expect(found.authenticity).toBe('could-not-check');
  expect(found.codes).toEqual(['unknown no-badge-in-picture']);
});
