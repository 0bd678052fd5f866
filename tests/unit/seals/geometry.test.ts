import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  placeCard,
  placeOnPicture,
  placeOnText,
  sealOnPicture,
  sealOnText,
} from '../../../lib/seals/geometry';

const page = { x: 0, y: 0, width: 1000, height: 3000 };
const square = (x: number, y: number, side: number) => ({ x, y, width: side, height: side });

describe('the size of a seal', () => {
  it.each([
    [48, 18],
    [100, 22],
    [120, 26],
    [300, 28],
  ])('is drawn for a picture of %i px at %i px', (side, drawn) => {
    expect(sealOnPicture(square(0, 0, side)).drawn).toBe(drawn);
  });

  it('never has a hit area under 24 px, nor less than 2 px of paper', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000 }), (side) => {
        for (const seal of [sealOnPicture(square(0, 0, side)), sealOnText(square(0, 0, side))]) {
          expect(seal.side).toBeGreaterThanOrEqual(Math.max(24, seal.drawn + 4));
        }
      }),
    );
  });
});

describe('the place of a seal on a picture', () => {
  it('is the bottom right, inside', () => {
    expect(placeOnPicture(square(100, 100, 100), 26, page)).toEqual({ x: 171, y: 171 });
  });

  it.each([
    ['right edge', square(940, 100, 100), { x: 943, y: 171 }],
    ['bottom edge', square(100, 2950, 100), { x: 171, y: 2953 }],
    ['corner', square(940, 2950, 100), { x: 943, y: 2953 }],
  ])('flips at the %s of the page', (_, picture, place) => {
    expect(placeOnPicture(picture, 26, page)).toEqual(place);
  });

  it('is nowhere while the picture is scrolled out of its container', () => {
    expect(
      placeOnPicture(square(100, 100, 100), 26, { x: 0, y: 210, width: 500, height: 100 }),
    ).toBeUndefined();
  });
});

describe('the place of a seal on text', () => {
  const line = { x: 100, y: 100, width: 80, height: 18 };

  it('is right after the text, at its height', () => {
    expect(placeOnText(line, 24, false, page)).toEqual({ x: 180, y: 97 });
  });

  it('leaves the words that follow readable', () => {
    const place = placeOnText(line, 24, true, page);
    expect(place && place.y + 24).toBeLessThan(line.y + line.height / 2);
  });

  it('never widens the page', () => {
    expect(placeOnText({ ...line, x: 915 }, 24, false, page)?.x).toBe(976);
  });
});

describe('the place of a card', () => {
  it('is beside the seal, on the side that has room', () => {
    const card = { width: 320, height: 200 };
    expect(placeCard(square(100, 100, 26), card, { width: 1000, height: 700 })).toEqual({ x: 134, y: 88 });
    expect(placeCard(square(900, 100, 26), card, { width: 1000, height: 700 })).toEqual({ x: 572, y: 88 });
  });

  it('is always inside the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 1500 }), fc.integer({ min: -50, max: 900 }), (x, y) => {
        const card = { width: 320, height: 400 };
        const place = placeCard(square(x, y, 26), card, { width: 1280, height: 800 });
        expect(place.x).toBeGreaterThanOrEqual(8);
        expect(place.y).toBeGreaterThanOrEqual(8);
        expect(place.x + card.width).toBeLessThanOrEqual(1272);
        expect(place.y + card.height).toBeLessThanOrEqual(792);
      }),
    );
  });

  it('does not cover its seal in a narrow window', () => {
    const place = placeCard(square(150, 100, 26), { width: 304, height: 200 }, { width: 320, height: 700 });
    expect(place.y).toBeGreaterThanOrEqual(126);
  });
});
