import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CborValue, decodeCbor } from '../../../../../lib/verify/proofs/sd/cbor';
import { encodeCbor } from '../../../../../lib/verify/proofs/sd/encode-cbor';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('CBOR', () => {
  it.each([
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['190100', 256],
    ['1affffffff', 4_294_967_295],
    ['43010203', fromHex('010203')],
    ['d84043010203', fromHex('010203')],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    ['80', []],
    [
      'a201410202410a',
      new Map([
        [1, fromHex('02')],
        [2, fromHex('0a')],
      ]),
    ],
  ])('%s', (hex, value) => {
    expect(decodeCbor(fromHex(hex))).toEqual(value);
  });

  it.each([
    ['nothing', ''],
    ['a negative number', '20'],
    ['a float', 'f93c00'],
    ['true', 'f5'],
    ['undefined', 'f7'],
    ['64 bits', '1b0000000000000001'],
    ['an indefinite length', '9f01ff'],
    ['indefinite bytes', '5f4101ff'],
    ['a list that ends too early', '830102'],
    ['bytes that end too early', '4401'],
    ['a length that ends too early', '19ff'],
    ['a list of four thousand million', '9affffffff00'],
    ['bytes after its end', '0000'],
    ['text that is no UTF-8', '62ffff'],
    ['a key twice', 'a20141020141ff'],
    ['a key of text', 'a1616101'],
    ['another tag', 'c001'],
    ['the byte tag on text', 'd8406161'],
    ['lists within lists', '81818181818181818100'],
  ])('refuses %s', (_, hex) => {
    expect(decodeCbor(fromHex(hex))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeCbor(bytes);
        // The same behind what makes a list of it.
        decodeCbor(Uint8Array.of(0x85, ...bytes));
      }),
    );
  });
});

describe('what is written as CBOR', () => {
  const item = fc.letrec<{ value: CborValue; leaf: CborValue }>((tie) => ({
    leaf: fc.oneof(
      fc.nat(),
      fc.integer({ min: 0, max: 0xffff_ffff }),
      fc.string(),
      fc.uint8Array({ maxLength: 70 }),
    ),
    value: fc.oneof(
      tie('leaf'),
      fc.array(tie('leaf'), { maxLength: 300 }),
      fc
        .array(fc.tuple(fc.nat(), tie('leaf')), { maxLength: 30 })
        .map((entries) => new Map(entries.toSorted(([left], [right]) => left - right))),
    ),
  })).value;

  it('is read back the same', () => {
    fc.assert(
      fc.property(item, (value) => {
        expect(decodeCbor(encodeCbor(value))).toEqual(value);
      }),
    );
  });

  it('is refused when a byte of its end is missing', () => {
    fc.assert(
      fc.property(item, (value) => {
        expect(decodeCbor(encodeCbor(value).subarray(0, -1))).toBeUndefined();
      }),
    );
  });
});
