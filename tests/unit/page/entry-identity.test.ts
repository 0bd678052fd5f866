import { describe, expect, it } from 'vitest';
import { entryIdOf, hostedAddressOf } from '../../../lib/page/entry-identity';

const json = (award: object) => ({ form: 'json', text: JSON.stringify(award) }) as const;
const KEY = 'https://academy.example/key.pem';

describe('an award by its address', () => {
  it('is known by the place that answers for it', () => {
    const place = 'https://academy.example/awards/1';
    expect(hostedAddressOf(json({ uid: '1', verify: { type: 'hosted', url: place } }))).toBe(place);
  });

  it('is not known by its key, or two that one key signed would be one', async () => {
    const [one, other] = ['1', '2'].map((uid) => json({ uid, verify: { type: 'signed', url: KEY } }));
    if (!one || !other) throw new Error('two are compared');
    expect(hostedAddressOf(one)).toBeUndefined();
    expect(await entryIdOf(one)).not.toBe(await entryIdOf(other));
  });
});
