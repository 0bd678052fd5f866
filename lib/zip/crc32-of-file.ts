let tables: Uint32Array[] | undefined;

/**
 * The same CRC-32 as `formats/crc32`, for whole files: eight bytes a step, which is three times as fast and takes more
 * code than page scripts have room for.
 */
export function crc32OfFile(bytes: Uint8Array): number {
  tables ??= makeTables();
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as Eight;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = 0xffffffff;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low = view.getUint32(at, true) ^ crc;
    const high = view.getUint32(at + 4, true);
    crc =
      entry(t7, low & 0xff) ^
      entry(t6, (low >>> 8) & 0xff) ^
      entry(t5, (low >>> 16) & 0xff) ^
      entry(t4, low >>> 24) ^
      entry(t3, high & 0xff) ^
      entry(t2, (high >>> 8) & 0xff) ^
      entry(t1, (high >>> 16) & 0xff) ^
      entry(t0, high >>> 24);
  }
  for (; at < bytes.length; at += 1) crc = entry(t0, (crc ^ (bytes[at] ?? 0)) & 0xff) ^ (crc >>> 8);
  return ~crc >>> 0;
}

type Table = Uint32Array;
type Eight = [Table, Table, Table, Table, Table, Table, Table, Table];

function entry(table: Table, at: number): number {
  return table[at] ?? 0;
}

function makeTables(): Uint32Array[] {
  const made = [
    Uint32Array.from({ length: 256 }, (_, byte) => {
      let value = byte;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
      return value;
    }),
  ];
  for (let step = 1; step < 8; step++) {
    const [first = new Uint32Array(), before = first] = [made[0], made[step - 1]];
    made.push(before.map((value) => (first[value & 0xff] ?? 0) ^ (value >>> 8)));
  }
  return made;
}
