import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from '../../../lib/formats/crc32';
import { crc32OfFile } from '../../../lib/zip/crc32-of-file';

it('gives the same as byte after byte, wherever the bytes lie', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(9), (bytes, from) => {
      expect(crc32OfFile(bytes.subarray(from))).toBe(crc32(bytes.subarray(from)));
    }),
  );
});
