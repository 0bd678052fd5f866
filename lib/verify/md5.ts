// MD5 (RFC 1321), which Open Badges 1.0 allowed for recipients and browsers do not offer. It vouches for nothing:
// it only tells whether a badge names this address.

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const SINES = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));

/** Lower-case hex. */
export function md5Hex(bytes: Uint8Array): string {
  const words = padded(bytes);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < words.length; block += 16) {
    const mixed = mix(state, words.subarray(block, block + 16));
    state = state.map((word, index) => (word + (mixed[index] ?? 0)) | 0);
  }
  const digest = new Uint8Array(Int32Array.from(state).buffer);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One bit, zeros, and the length in bits as 64 bits with the low word first (§3.1, §3.2). */
function padded(bytes: Uint8Array): Uint32Array {
  const buffer = new ArrayBuffer(((bytes.length + 72) >> 6) << 6);
  new Uint8Array(buffer).set(bytes);
  const view = new DataView(buffer);
  view.setUint8(bytes.length, 0x80);
  view.setUint32(buffer.byteLength - 8, bytes.length * 8, true);
  return Uint32Array.from({ length: buffer.byteLength / 4 }, (_, index) => view.getUint32(index * 4, true));
}

/** The four rounds of §3.4. */
function mix(state: readonly number[], block: Uint32Array): number[] {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const [chosen, place] =
      round === 0
        ? [(b & c) | (~b & d), step]
        : round === 1
          ? [(d & b) | (~d & c), 5 * step + 1]
          : round === 2
            ? [b ^ c ^ d, 3 * step + 5]
            : [c ^ (b | ~d), 7 * step];
    const sum = (a + chosen + (SINES[step] ?? 0) + (block[place % 16] ?? 0)) | 0;
    const shift = SHIFTS[round]?.[step % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  return [a, b, c, d];
}
