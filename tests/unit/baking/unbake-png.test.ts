import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unbake } from '../../../lib/baking';
import {
  assertionJson,
  assertionUrl,
  chunk,
  compressedItxt,
  idat,
  iend,
  ihdr,
  itxt,
  join,
  jws,
  png,
  signature,
  stream,
  utf8,
} from './images';

describe('what a PNG holds', () => {
  it.each(['openbadges', 'openbadgecredential', 'clrcredential'] as const)(
    'reads iTXt %s as it is',
    async (standard) => {
      expect(await unbake(png(itxt(standard, assertionJson)))).toEqual({
        container: 'png',
        payloads: [{ standard, text: assertionJson }],
        notes: [],
      });
    },
  );

  it('says nothing of a picture without a badge', async () => {
    expect(await unbake(png(itxt('XML:com.adobe.xmp', '<x/>'), chunk('tEXt', 'Software\0x')))).toEqual({
      container: 'png',
      payloads: [],
      notes: [],
    });
  });

  it('reads a badge behind the pixels', async () => {
    const file = join(signature, ihdr, idat, itxt('openbadges', jws), iend);
    expect(await unbake(file)).toMatchObject({
      payloads: [{ standard: 'openbadges', text: jws }],
      notes: [],
    });
  });

  it('keeps the order of the file', async () => {
    const file = join(
      signature,
      ihdr,
      itxt('openbadgecredential', jws),
      idat,
      itxt('openbadges', assertionUrl),
      iend,
    );
    expect((await unbake(file)).payloads.map((payload) => payload.standard)).toEqual([
      'openbadgecredential',
      'openbadges',
    ]);
  });

  it('gives the first badge only when asked so', async () => {
    const file = png(itxt('openbadges', 'https://a.example/1'), itxt('openbadges', 'https://a.example/2'));
    expect((await unbake(file, { stopAtFirst: true })).payloads).toEqual([
      { standard: 'openbadges', text: 'https://a.example/1' },
    ]);
  });

  it('looks further for the first badge when a damaged one comes before it', async () => {
    const file = png(chunk('iTXt', 'openbadges\0'), itxt('openbadges', jws));
    expect((await unbake(file, { stopAtFirst: true })).payloads).toEqual([
      { standard: 'openbadges', text: jws },
    ]);
  });
});

describe('what is off the letter', () => {
  it.each([
    ['compressed iTXt', compressedItxt('openbadges', assertionJson), ['compressed-chunk']],
    ['tEXt with UTF-8', chunk('tEXt', `openbadges\0${assertionJson}`), ['legacy-text-chunk']],
    [
      'zTXt',
      chunk('zTXt', join(utf8('openbadges\0\0'), deflateSync(utf8(assertionJson)))),
      ['legacy-text-chunk', 'compressed-chunk'],
    ],
    ['a keyword in another case', itxt('OpenBadges', assertionJson), ['keyword-case']],
    ['the keyword of Salava and BadgeFed', itxt('openbadge', assertionJson), ['keyword-variant']],
    ['a byte order mark and line ends', itxt('openbadges', `\uFEFF\r\n ${assertionJson}\r\n\0`), ['trimmed']],
  ])('reads %s with a note', async (_, badge, notes) => {
    expect(await unbake(png(badge))).toEqual({
      container: 'png',
      payloads: [{ standard: 'openbadges', text: assertionJson }],
      notes,
    });
  });

  it('reads Latin-1 where the bytes are not UTF-8', async () => {
    const badge = chunk('tEXt', join(utf8('openbadges\0{"name":"Caf'), Uint8Array.of(0xe9), utf8('"}')));
    const { payloads, notes } = await unbake(png(badge));
    expect(payloads).toEqual([{ standard: 'openbadges', text: '{"name":"Café"}' }]);
    expect(notes).toEqual(['legacy-text-chunk', 'not-utf8']);
  });

  it('still gives a payload whose CRC is wrong', async () => {
    const badge = itxt('openbadges', jws);
    badge[badge.length - 1] = (badge.at(-1) ?? 0) ^ 1;
    expect(await unbake(png(badge))).toMatchObject({ payloads: [{ text: jws }], notes: ['crc-mismatch'] });
  });

  it('does not check the CRC of other chunks', async () => {
    const pixels = idat.slice();
    pixels[pixels.length - 1] = (pixels.at(-1) ?? 0) ^ 1;
    const file = join(signature, ihdr, itxt('openbadges', jws), pixels, iend);
    expect((await unbake(file)).notes).toEqual([]);
  });

  it('gives every chunk of a keyword and notes that there are several', async () => {
    const file = png(
      itxt('openbadges', 'https://a.example/1'),
      chunk('tEXt', 'openbadges\0https://a.example/2'),
    );
    const { payloads, notes } = await unbake(file);
    expect(payloads.map((payload) => payload.text)).toEqual(['https://a.example/1', 'https://a.example/2']);
    expect(notes).toContain('duplicate-chunk');
  });

  it.each([
    ['an empty payload', chunk('iTXt', 'openbadges\0\0\0\0\0'), 'empty-payload'],
    ['no inner layout', chunk('iTXt', 'openbadges\0\0\0\0'), 'damaged-chunk'],
    ['an unknown compression flag', chunk('iTXt', 'openbadges\0\x02\0\0\0{}'), 'damaged-chunk'],
    ['an unknown compression method', chunk('iTXt', 'openbadges\0\x01\x01\0\0{}'), 'damaged-chunk'],
    ['broken zlib data', chunk('iTXt', 'openbadges\0\x01\0\0\0not zlib at all'), 'inflate-failed'],
    [
      'zlib data cut short',
      chunk('zTXt', join(utf8('openbadges\0\0'), deflateSync(utf8(jws)).subarray(0, 20))),
      'inflate-failed',
    ],
  ])('gives nothing for %s', async (_, badge, note) => {
    const { payloads, notes } = await unbake(png(badge));
    expect(payloads).toEqual([]);
    expect(notes).toContain(note);
  });
});

describe('damaged files', () => {
  const badge = itxt('openbadges', jws);

  it.each([
    ['a missing IEND', join(signature, ihdr, badge, idat), ['missing-iend']],
    ['a cut last chunk', join(signature, ihdr, badge, idat.subarray(0, -1)), ['truncated']],
    ['a cut IEND', png(badge).subarray(0, -1), ['truncated']],
    ['bytes after IEND', join(png(badge), utf8('more')), ['bytes-after-end']],
    ['a missing IHDR', join(signature, badge, idat, iend), ['missing-ihdr']],
    [
      'a length longer than the file',
      join(signature, ihdr, badge, Uint8Array.of(0, 1, 0, 0), utf8('IDAT')),
      ['truncated'],
    ],
    [
      'an impossible length',
      join(signature, ihdr, badge, Uint8Array.of(0xff, 0, 0, 0), utf8('IDAT')),
      ['damaged-chunk'],
    ],
    ['an impossible type', join(signature, ihdr, badge, chunk('I AT', '')), ['damaged-chunk']],
  ])('notes %s and keeps the badge', async (_, file, notes) => {
    expect(await unbake(file)).toEqual({
      container: 'png',
      payloads: [{ standard: 'openbadges', text: jws }],
      notes,
    });
  });

  it('does not give half a payload', async () => {
    const file = join(signature, ihdr, badge.subarray(0, -8));
    expect(await unbake(file)).toEqual({ container: 'png', payloads: [], notes: ['truncated'] });
  });

  it('does not read a badge behind IEND', async () => {
    expect((await unbake(join(png(), badge))).payloads).toEqual([]);
  });
});

describe('limits', () => {
  it('stops a bomb at the inflate limit', async () => {
    const bomb = compressedItxt('openbadges', ' '.repeat(64_000_000));
    expect(await unbake(png(bomb, itxt('openbadgecredential', jws)))).toMatchObject({
      payloads: [{ standard: 'openbadgecredential', text: jws }],
      notes: ['compressed-chunk', 'limit-inflated'],
    });
  });

  it('inflates up to 1 MiB and not a byte more', async () => {
    const most = `{${'1'.repeat(1_048_575)}`;
    expect((await unbake(png(compressedItxt('openbadges', most)))).payloads[0]?.text).toBe(most);
    expect((await unbake(png(compressedItxt('openbadges', `${most}1`)))).payloads).toEqual([]);
  });

  it('passes over a badge chunk of more than 1 MiB', async () => {
    const file = png(itxt('openbadges', '1'.repeat(1_048_576)), itxt('openbadges', jws));
    const { payloads, notes } = await unbake(file);
    expect(payloads).toEqual([{ standard: 'openbadges', text: jws }]);
    expect(notes).toContain('limit-chunk-size');
  });

  it('looks at 512 text chunks', async () => {
    const text = chunk('tEXt', 'k\0v');
    const behind = (count: number) => png(...Array<Uint8Array>(count).fill(text), itxt('openbadges', jws));
    expect((await unbake(behind(511))).payloads).toHaveLength(1);
    expect(await unbake(behind(512))).toEqual({
      container: 'png',
      payloads: [],
      notes: ['limit-text-chunks'],
    });
  });

  it('walks 20,000 chunks', async () => {
    const filler = Array<Uint8Array>(20_000).fill(chunk('IDAT', ''));
    const file = join(signature, ihdr, itxt('openbadges', jws), ...filler, iend);
    expect(await unbake(file)).toMatchObject({ payloads: [{ text: jws }], notes: ['limit-chunks'] });
  });

  it('gives at most sixteen badges', async () => {
    const { payloads, notes } = await unbake(png(...Array<Uint8Array>(17).fill(itxt('openbadges', jws))));
    expect(payloads).toHaveLength(16);
    expect(notes).toContain('limit-payloads');
  });
});

describe('streams', () => {
  const pixels = Array<Uint8Array>(100).fill(chunk('IDAT', 'x'.repeat(8192)));
  const early = join(signature, ihdr, itxt('openbadges', jws), ...pixels, iend);

  it('stops the download after the first badge', async () => {
    const { readable, asked } = stream(early, 1024);
    expect((await unbake(readable, { stopAtFirst: true })).payloads).toHaveLength(1);
    expect(asked).toEqual({ pieces: 1, cancelled: true });
  });

  it('reads to the end otherwise', async () => {
    const { readable, asked } = stream(early, 1024);
    expect((await unbake(readable)).payloads).toHaveLength(1);
    expect(asked.pieces).toBe(Math.ceil(early.length / 1024));
  });

  it('does not keep the pixels', async () => {
    const pieceBytes = 2 ** 21;
    const pieces = 256;
    let sent = 0;
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const picture = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
          if (sent === pieces) {
            controller.enqueue(join(utf8('CRC!'), itxt('openbadges', jws), iend));
            controller.close();
          } else if (sent === 0) {
            const length = Uint8Array.of((pieces * pieceBytes) >>> 24, 0, 0, 0);
            controller.enqueue(join(signature, ihdr, length, utf8('IDAT'), new Uint8Array(pieceBytes)));
          } else controller.enqueue(new Uint8Array(pieceBytes));
          sent++;
        },
      },
      { highWaterMark: 0 },
    );
    expect((await unbake(picture)).payloads).toEqual([{ standard: 'openbadges', text: jws }]);
    expect(most).toBeLessThan((pieces * pieceBytes) / 2);
  });

  it('stops the download of what is neither PNG nor SVG', async () => {
    const { readable, asked } = stream(join(Uint8Array.of(0xff, 0xd8, 0xff), early), 1024);
    expect(await unbake(readable)).toEqual({ container: 'other', payloads: [], notes: [] });
    expect(asked).toEqual({ pieces: 1, cancelled: true });
  });

  it('does not wait for a lying length to be filled before it says so', async () => {
    const lying = join(signature, ihdr, Uint8Array.of(0x7f, 0, 0, 0), utf8('iTXtopenbadges\0\0\0\0\0{'));
    const { readable } = stream(lying, 7);
    expect((await unbake(readable)).notes).toEqual(['limit-chunk-size', 'truncated']);
  });

  it('passes on an error of the stream', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('connection lost'));
      },
    });
    await expect(unbake(broken)).rejects.toThrow('connection lost');
  });
});
