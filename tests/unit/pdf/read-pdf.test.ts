import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readPdf } from '../../../lib/pdf';
import { madePdf } from './made-pdf';

const badge = new TextEncoder().encode('{"type":"Assertion"}');

// pdf-lib tells of each damaged object on the console.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

describe('a PDF', () => {
  it('gives its links, each once, and nothing that is no web address', async () => {
    const links = [
      'https://badges.example/1',
      'https://badges.example/1',
      'mailto:ana@example.org',
      'javascript:1',
    ];
    const read = await readPdf(madePdf({ links: [...links, 'http://old.example/a(1).json'] }));
    expect(read.links).toEqual(['https://badges.example/1', 'http://old.example/a(1).json']);
    expect(read.notes).toEqual([]);
  });
  it('gives its attached files as they were', async () => {
    const read = await readPdf(madePdf({ files: [{ name: 'C:\\Users\\ana\\badge.json', bytes: badge }] }));
    expect(read.files).toEqual([{ name: 'badge.json', bytes: badge }]);
  });
  it('gives a link and a file that stand inside an object stream', async () => {
    const first = '<< /S /URI /URI (https://inside.example/) >> ';
    const header = '90 0 ';
    const packed = deflateSync(Buffer.from(header + first, 'latin1'));
    const dict = `/Type /ObjStm /N 1 /First ${header.length} /Filter /FlateDecode`;
    const read = await readPdf(madePdf({ objects: [{ dict, bytes: packed }] }));
    expect(read.links).toEqual(['https://inside.example/']);
  });
});

describe('a hostile PDF', () => {
  it('that inflates to more than Laurel reads is left alone', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000));
    const embedded = { dict: '/Type /EmbeddedFile /Filter /FlateDecode', bytes: bomb };
    const specification = '<< /Type /Filespec /UF (bomb.json) /EF << /F 1 0 R >> >>';
    const read = await readPdf(madePdf({ objects: [embedded, specification] }));
    expect(read).toEqual({ links: [], files: [], notes: ['limit'] });
  });
  it('that inflates again and again is left alone too', async () => {
    let bytes: Uint8Array = Buffer.alloc(80_000_000);
    for (let layer = 0; layer < 3; layer += 1) bytes = deflateSync(bytes);
    const dict = '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode /FlateDecode]';
    const read = await readPdf(madePdf({ links: ['https://a.example/'], objects: [{ dict, bytes }] }));
    expect(read.files).toEqual([]);
  });
  it('that points to itself or nests without end comes to an end', async () => {
    const circle = '<< /Next 1 0 R /A << /S 1 0 R /URI 1 0 R >> /EF 1 0 R >>';
    const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
    const read = await readPdf(madePdf({ objects: [circle, deep], links: ['https://a.example/'] }));
    expect(read.links).toEqual(['https://a.example/']);
    expect(read.notes).toEqual(['limit']);
  });
  it('with thousands of links gives no more than a person would read', async () => {
    const links = Array.from({ length: 5_000 }, (_, at) => `https://a.example/${at}`);
    const read = await readPdf(madePdf({ links }));
    expect(read.links).toHaveLength(200);
    expect(read.notes).toEqual(['limit']);
  });
  it('that is encrypted says so', async () => {
    const read = await readPdf(madePdf({ links: ['https://a.example/'], trailer: '/Encrypt << /V 1 >>' }));
    expect(read).toEqual({ links: [], files: [], notes: ['encrypted'] });
  });
  it('cut off or damaged anywhere never throws', async () => {
    const whole = madePdf({ links: ['https://a.example/'], files: [{ name: 'b.json', bytes: badge }] });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (at, byte, cut) => {
          const damaged = cut
            ? whole.slice(0, at)
            : Uint8Array.from(whole, (old, place) => (place === at ? byte : old));
          const read = await readPdf(damaged);
          expect(read.links.every((link) => /^https?:/.test(link))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
