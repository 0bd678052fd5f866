import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notesWritten, tagsWritten } from '../../../lib/backpack/concurrent-words';

describe('notes that change elsewhere while they are written', () => {
  it.each<[what: string, stored: string, written: string, knew: string, kept: string]>([
    ['nothing changed elsewhere', 'old', 'new', 'old', 'new'],
    ['taken away here', 'old', '', 'old', ''],
    ['both began with nothing', 'theirs', 'mine', '', 'theirs\n\nmine'],
    ['more was written there', 'old\n\nmore', 'new', 'old', 'new\n\nmore'],
    ['something else was written there', 'theirs', 'mine', 'old', 'theirs\n\nmine'],
    ['taken away there', '', 'mine', 'old', 'mine'],
    ['nothing was written here', 'theirs', 'old', 'old', 'theirs'],
    ['the same was written', 'same', 'same', 'old', 'same'],
    [
      'goes on after its own first words were joined',
      'theirs\n\nmine',
      'mine, and more',
      'mine',
      'theirs\n\nmine, and more',
    ],
    ['signs that patterns use', 'a $& b', '$1 $&', 'a', '$1 $& $& b'],
  ])('%s', (_what, stored, written, knew, kept) => {
    expect(notesWritten(stored, written, knew)).toBe(kept);
  });
});

describe('tags that change elsewhere while they are written', () => {
  it.each<[what: string, stored: string[], written: string[], knew: string[], kept: string[]]>([
    ['nothing changed elsewhere', ['a', 'b'], ['b', 'c'], ['a', 'b'], ['b', 'c']],
    ['one came there', ['a', 'b'], ['a', 'c'], ['a'], ['a', 'c', 'b']],
    ['one went there', ['b'], ['a', 'b', 'c'], ['a', 'b'], ['b', 'c']],
    ['one went here', ['a', 'b', 'c'], ['b'], ['a', 'b'], ['b', 'c']],
  ])('%s', (_what, stored, written, knew, kept) => {
    expect(tagsWritten(stored, written, knew)).toEqual(kept);
  });

  it('whoever is last: what either added is there, what either took away is not', () => {
    const all: string[] = ['a', 'b', 'c', 'd', 'e'];
    const tags = fc.uniqueArray(fc.constantFrom(...all));
    fc.assert(
      fc.property(tags, tags, tags, (knew, one, other) => {
        const kept = (first: string[], second: string[]) =>
          tagsWritten(tagsWritten(knew, first, knew), second, knew).toSorted();
        const wanted = all.filter((tag) =>
          knew.includes(tag)
            ? one.includes(tag) && other.includes(tag)
            : one.includes(tag) || other.includes(tag),
        );
        expect(kept(one, other)).toEqual(wanted);
        expect(kept(other, one)).toEqual(wanted);
      }),
      { seed: 20261128 },
    );
  });
});
