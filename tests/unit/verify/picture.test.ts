import { readdirSync, readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { comparePictures, type Pixels } from '../../../lib/verify/picture';

/** Drawn, recoded and cut by a real browser: `npm run pictures -- --store`. */
const STORED = new URL('pictures/', import.meta.url);
const names = readdirSync(STORED)
  .filter((file) => file.endsWith('.declared.png'))
  .map((file) => file.replace('.declared.png', ''));

function stored(file: string): Pixels {
  return PNG.sync.read(readFileSync(new URL(file, STORED)));
}

function plain(width: number, height: number, colour: [number, number, number, number]): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set(colour, at);
  return { width, height, data };
}

describe('comparing pictures', () => {
  it.each(names.filter((name) => name.startsWith('kept')))('takes %s for the same picture', (name) => {
    const [declared, shown] = [stored(`${name}.declared.png`), stored(`${name}.shown.png`)];
    expect(comparePictures(declared, shown).outcome).toBe('re-encoded');
    expect(comparePictures(shown, declared).outcome).toBe('re-encoded');
    expect(comparePictures(shown, shown).outcome).toBe('same');
  });

  it.each(names.filter((name) => name.startsWith('swapped')))('sees that %s is another picture', (name) => {
    const [declared, shown] = [stored(`${name}.declared.png`), stored(`${name}.shown.png`)];
    expect(comparePictures(declared, shown).outcome).toBe('different');
    expect(comparePictures(shown, declared).outcome).toBe('different');
  });

  it('knows no difference where nothing can be seen', () => {
    const [name = ''] = names;
    const one = stored(`${name}.declared.png`);
    const clear = plain(one.width, one.height, [255, 0, 0, 0]);
    expect(comparePictures(clear, plain(one.width, one.height, [0, 90, 0, 0]))).toMatchObject({
      outcome: 'same',
    });
  });

  it('says when there is too little to compare', () => {
    expect(comparePictures(plain(16, 16, [1, 2, 3, 255]), plain(400, 400, [9, 9, 9, 255]))).toEqual({
      outcome: 'not-comparable',
      reason: 'too-small',
    });
    expect(comparePictures(plain(64, 64, [250, 250, 250, 255]), plain(80, 80, [251, 251, 251, 255]))).toEqual(
      {
        outcome: 'not-comparable',
        reason: 'blank',
      },
    );
  });

  it('takes a picture of another shape for another one', () => {
    const [name = ''] = names;
    const one = stored(`${name}.declared.png`);
    const wide = { ...one, width: one.width / 2, height: one.height * 2 };
    expect(comparePictures(one, wide).outcome).toBe('different');
  });
});
