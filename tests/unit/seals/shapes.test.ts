import { describe, expect, it } from 'vitest';
import { GRID, LEAVES, PAINTS, SEALS } from '../../../components/seal-shapes';

describe('the shapes of the answers', () => {
  it('differ without their colour', () => {
    // "Checking" is the hollow laurel drawing itself: it differs by movement, and by its name.
    const still = Object.entries(SEALS).filter(([answer]) => answer !== 'checking');
    const drawn = still.map(([, { parts }]) => JSON.stringify(parts));
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('keep each leaf of the mark on its grid, and mirror it exactly', () => {
    const numbers = LEAVES.map((leaf) => [...leaf.matchAll(/[\d.]+/g)].map(([text]) => Number(text)));
    expect(numbers.flat().every((number) => number >= 0 && number <= GRID)).toBe(true);
    for (let pair = 0; pair < numbers.length; pair += 2) {
      const [left = [], right = []] = [numbers[pair], numbers[pair + 1]];
      expect(left.map((n, at) => (at % 2 === 0 ? GRID - n : n))).toEqual(
        right.map((n) => expect.closeTo(n, 5)),
      );
    }
  });

  it('paint only with the tone and the ground that they are given', () => {
    const colors = Object.values(PAINTS).flatMap(({ fill, stroke }) => [fill, stroke]);
    expect(new Set(colors)).toEqual(
      new Set(['currentColor', 'none', 'var(--seal-ground,Canvas)', undefined]),
    );
  });
});
