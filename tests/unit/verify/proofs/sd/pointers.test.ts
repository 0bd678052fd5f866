import { describe, expect, it } from 'vitest';
import { parsePointer, toPointer } from '../../../../../lib/formats/json-pointer';
import { pathInCopy, select } from '../../../../../lib/verify/proofs/sd/pointers';

describe('JSON pointers', () => {
  it.each([
    ['', []],
    ['/a/0', ['a', '0']],
    ['/a~1b/m~0n', ['a/b', 'm~n']],
    ['/', ['']],
  ])('%j', (pointer, path) => {
    expect(parsePointer(pointer)).toEqual(path);
    expect(toPointer(path)).toBe(pointer);
  });

  it.each(['a', '/~2', '/a~'])('%j is none', (pointer) => {
    expect(parsePointer(pointer)).toBeUndefined();
  });

  it('lead to the same place where lists of one are bare', () => {
    const document = { a: [{ b: 'x' }], c: { d: 'y' } };
    const copy = { a: { b: 'x' }, c: [{ d: 'y' }] };
    expect(pathInCopy(document, copy, ['a', '0', 'b'])).toEqual(['a', 'b']);
    expect(pathInCopy(document, copy, ['c', 'd'])).toEqual(['c', '0', 'd']);
    expect(pathInCopy(document, copy, ['a', '1', 'b'])).toBeUndefined();
    expect(pathInCopy(document, copy, ['a', '0', 'constructor'])).toBeUndefined();
    expect(pathInCopy(document, copy, ['a', '00'])).toBeUndefined();
  });
});

describe('what pointers choose', () => {
  const document = {
    '@context': ['https://context.example'],
    id: 'urn:1',
    type: ['T'],
    secret: 'no',
    subject: {
      id: '_:b0',
      type: 'S',
      name: 'yes',
      hidden: 'no',
      list: [
        { type: 'I', a: 1, b: 2 },
        { type: 'I', a: 3, b: 4 },
      ],
    },
  };

  it('comes with the names and types around it and nothing else', () => {
    expect(
      select(document, [
        ['subject', 'list', '1', 'a'],
        ['subject', 'name'],
      ]),
    ).toEqual({
      '@context': ['https://context.example'],
      id: 'urn:1',
      type: ['T'],
      subject: { type: 'S', name: 'yes', list: [{ type: 'I', a: 3 }] },
    });
  });

  it('is whole where a place and a part of it are both chosen, in either order', () => {
    const whole = { ...document, secret: undefined };
    const paths = [['subject'], ['subject', 'name']];
    expect(select(document, paths)).toEqual(JSON.parse(JSON.stringify(whole)));
    expect(select(document, paths.toReversed())).toEqual(JSON.parse(JSON.stringify(whole)));
    expect(select(document, [[]])).toEqual(document);
  });
});
