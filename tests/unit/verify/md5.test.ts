import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { md5Hex } from '../../../lib/verify/md5';

it('is RFC 1321’s, at every length about a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) % 256);
    expect(md5Hex(bytes)).toBe(createHash('md5').update(bytes).digest('hex'));
  }
});

it('is RFC 1321’s for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(md5Hex(bytes)).toBe(createHash('md5').update(bytes).digest('hex'));
    }),
  );
});
