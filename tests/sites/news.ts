// news.example: 200 pictures and not one badge. Nothing of Laurel may show here.
import { crc32, deflateSync } from 'node:zlib';
import { html } from './page-frame';
import type { Answer, Site } from './server';

const PICTURES = 200;

export function buildNews(): Site {
  const pages = new Map<string, Answer>();
  const figures: string[] = [];
  for (let index = 0; index < PICTURES; index++) {
    const hue = (index * 47) % 360;
    pages.set(`/pictures/${index}.png`, {
      type: 'image/png',
      body: plainPng(96, 64, [(hue * 7) % 256, (hue * 3) % 256, 160]),
    });
    figures.push(`<figure><img src="/pictures/${index}.png" width="192" height="128" alt="Picture ${index + 1}">
      <figcaption>Story ${index + 1}: nothing was awarded today</figcaption></figure>`);
  }
  pages.set(
    '/',
    html(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The Daily Plain</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.4 system-ui, sans-serif; }
  main { display: grid; grid-template-columns: repeat(auto-fill, 192px); gap: 24px; padding: 24px; }
  figure { margin: 0; } figcaption { font-size: 13px; }
</style>
<h1>The Daily Plain</h1>
<main>${figures.join('\n')}</main>`),
  );
  return { host: 'news.example', pages };
}

/** One colour, 8 bits, no alpha. */
export function plainPng(width: number, height: number, colour: [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.concat(Array.from({ length: width }, () => Buffer.from(colour))),
  ]);
  const pixels = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const nameAndData = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(nameAndData));
  return Buffer.concat([length, nameAndData, check]);
}
