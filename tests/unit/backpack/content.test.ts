import { describe, expect, it } from 'vitest';
import { awardKeysOf } from '../../../lib/backpack';

const UNPROVEN = { answer: 'not-checked', sealer: { kind: 'none' } } as const;

async function sameAward(one: string, other: string): Promise<boolean> {
  const [left, right] = await Promise.all(
    [one, other].map((documentText) => awardKeysOf({ documentForm: 'json', documentText, ...UNPROVEN })),
  );
  return left?.some((key) => right?.includes(key)) ?? false;
}

const COMPACT = '{"proof":{"a":1,"b":[1,{"c":"x: \\"y\\":"}]},"id":"urn:1","credentialSubject":{}}';

describe('one award written twice', () => {
  it.each([
    ['with other spaces', JSON.stringify(JSON.parse(COMPACT), null, 2)],
    [
      'with its names in another order',
      '{"credentialSubject":{},"id":"urn:1","proof":{"b":[1,{"c":"x: \\"y\\":"}],"a":1}}',
    ],
    ['with escapes', COMPACT.replace('urn:1', 'urn\\u003a1')],
  ])('%s is the same', async (_how, text) => {
    expect(text).not.toBe(COMPACT);
    expect(await sameAward(COMPACT, text)).toBe(true);
  });

  it.each([
    ['another value', COMPACT.replace('urn:1', 'urn:2')],
    [
      'another order of a list',
      '{"proof":{"a":1,"b":[{"c":"x: \\"y\\":"},1]},"id":"urn:1","credentialSubject":{}}',
    ],
    ['a name that is there twice', COMPACT.replace('"id"', '"id":"urn:2","id"')],
    ['a name twice that hides in its escapes', COMPACT.replace('"id"', '"\\u0069d":"urn:2","id"')],
    ['a name twice behind a string that looks like names', COMPACT.replace('"id"', '"id":"\\":\\":","id"')],
    ['a list in place of an object', COMPACT.replace('"credentialSubject":{}', '"credentialSubject":[]')],
    ['a name that prototypes have', COMPACT.replace('"a":1', '"a":1,"__proto__":{"b":2}')],
    ['damage', COMPACT.slice(0, -1)],
  ])('%s is another', async (_what, text) => {
    expect(await sameAward(COMPACT, text)).toBe(false);
  });

  it('tells a number too large from nothing', async () => {
    expect(await sameAward('{"proof":null}', '{"proof":1e400}')).toBe(false);
  });

  it('is only byte for byte the same where it is deeper than can be walked', async () => {
    const deep = `{"proof":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(await sameAward(deep, deep)).toBe(true);
    expect(await sameAward(deep, `${deep.slice(0, -1)} }`)).toBe(false);
  });
});
