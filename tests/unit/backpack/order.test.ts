import { describe, expect, it } from 'vitest';
import { placeOfDrop, reordered } from '../../../components/backpack/order';

const ALL = [...'ABCDEFGH'];
const dropped = (moved: string, on: string) =>
  (reordered(ALL, [...moved], placeOfDrop(ALL, [...moved], ALL.indexOf(on))) ?? ALL).join('');

describe('what is dropped', () => {
  it.each([
    ['A', 'C', 'BCADEFGH'],
    ['F', 'C', 'ABFCDEGH'],
    ['ABC', 'F', 'DEFABCGH'],
    ['FGH', 'C', 'ABFGHCDE'],
    ['AH', 'D', 'BCDAHEFG'],
    ['DH', 'B', 'ADHBCEFG'],
  ])('stands behind what it came from before of, and before it otherwise: %s on %s', (moved, on, order) => {
    expect(dropped(moved, on)).toBe(order);
  });

  it('gathers where it is dropped on one of its own', () => {
    expect(dropped('BD', 'D')).toBe('ACBDEFGH');
    expect(dropped('BD', 'B')).toBe('ABDCEFGH');
  });

  it('moves nothing where it stood so before', () => {
    expect(reordered(ALL, ['B', 'C'], placeOfDrop(ALL, ['B', 'C'], 2))).toBeUndefined();
    expect(reordered(ALL, ['H'], 7)).toBeUndefined();
    expect(reordered(ALL, ['H'], 6)).toEqual([...'ABCDEFHG']);
  });
});
