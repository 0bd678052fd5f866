// PNG and SVG files made piece by piece, so that each test can break one thing. CRCs come from zlib, not from us.
import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

export const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export const assertionUrl = 'https://issuer.example/assertions/1';
export const assertionJson = `{"id":"${assertionUrl}","name":"Café ® “Grün” 日本 🏅"}`;
export const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJuYW1lIjoiYSJ9.c2lnbmF0dXJl';

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export function chunk(type: string, data: Uint8Array | string): Uint8Array {
  const body = join(utf8(type), typeof data === 'string' ? utf8(data) : data);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(body.length - 4, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return Uint8Array.from(framed);
}

export function itxt(keyword: string, text: string): Uint8Array {
  return chunk('iTXt', `${keyword}\0\0\0en\0wort\0${text}`);
}

export function compressedItxt(keyword: string, text: string): Uint8Array {
  return chunk('iTXt', join(utf8(`${keyword}\0\x01\0\0\0`), deflateSync(utf8(text))));
}

/** A real picture of 4 by 4 pixels, cut into header and rest. */
const picture = PNG.sync.write(
  Object.assign(new PNG({ width: 4, height: 4 }), { data: Buffer.alloc(64, 0x7f) }),
);
export const ihdr = Uint8Array.from(picture.subarray(8, 33));
const pixelsAndEnd = Uint8Array.from(picture.subarray(33));
export const idat = pixelsAndEnd.subarray(0, -12);
export const iend = pixelsAndEnd.subarray(-12);

export function png(...badgeChunks: Uint8Array[]): Uint8Array {
  return join(signature, ihdr, ...badgeChunks, idat, iend);
}

export function svg(content: string, attributes = 'xmlns:openbadges="http://openbadges.org"'): Uint8Array {
  return utf8(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}<circle r="4"/></svg>`);
}

/** The file as a network would give it, in pieces of the given sizes; tells what was asked of it. */
export function stream(file: Uint8Array, pieceBytes: number) {
  const asked = { pieces: 0, cancelled: false };
  let at = 0;
  const readable = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= file.length) return controller.close();
        asked.pieces++;
        controller.enqueue(file.slice(at, at + pieceBytes));
        at += pieceBytes;
      },
      cancel() {
        asked.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { readable, asked };
}
