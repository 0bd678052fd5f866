// How long finding a badge in a 2 MB PNG takes, beside png-chunks-extract in the same run. Budget: 50 times faster.
import { randomFillSync } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import extractChunks from 'png-chunks-extract';
import { unbake } from '../lib/baking';

const BUDGET = 50;
const SIDE = 724; // 724 * 724 pixels of noise in RGBA are 2 MB.
const IDAT_BYTES = 8192;

export async function run(): Promise<void> {
  const header = chunk('IHDR', Buffer.from([0, 0, 2, 212, 0, 0, 2, 212, 8, 6, 0, 0, 0]));
  const badge = chunk('iTXt', Buffer.from(`openbadges\0\0\0\0\0${JSON.stringify({ id: 'x'.repeat(2000) })}`));
  const pixels = noise();
  for (const [place, parts] of [
    ['before the pixels', [header, badge, ...pixels]],
    ['after the pixels', [header, ...pixels, badge]],
  ] as const) {
    const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    const file = new Uint8Array(Buffer.concat([signature, ...parts, chunk('IEND', Buffer.of())]));
    if ((await unbake(file)).payloads.length !== 1) throw new Error('the badge of the bench was not found');
    // In turns, so that whatever else the machine does slows both.
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < 40; round++) {
      ours.push(await millisecondsOf(() => unbake(file)));
      theirs.push(await millisecondsOf(() => extractChunks(file)));
    }
    const [our, their] = [median(ours), median(theirs)];
    const ratio = their / our;
    console.log(
      `unbake, ${(file.length / 1e6).toFixed(1)} MB PNG, badge ${place}: ${our.toFixed(3)} ms, ` +
        `png-chunks-extract ${their.toFixed(2)} ms, ${ratio.toFixed(0)} times faster ` +
        `(budget ${BUDGET}: ${ratio >= BUDGET ? 'met' : 'MISSED'})`,
    );
  }
}

function noise(): Buffer[] {
  const rows = randomFillSync(Buffer.alloc((SIDE * 4 + 1) * SIDE));
  for (let row = 0; row < SIDE; row++) rows[row * (SIDE * 4 + 1)] = 0;
  const compressed = deflateSync(rows);
  const chunks: Buffer[] = [];
  for (let at = 0; at < compressed.length; at += IDAT_BYTES) {
    chunks.push(chunk('IDAT', compressed.subarray(at, at + IDAT_BYTES)));
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  framed.writeUInt32BE(data.length, 0);
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), framed.length - 4);
  return framed;
}

async function millisecondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
