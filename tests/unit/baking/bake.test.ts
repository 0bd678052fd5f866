import { deflateSync } from 'node:zlib';
import extractChunks from 'png-chunks-extract';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { BakeError, type BakeErrorCode, bake, unbake } from '../../../lib/baking';
import {
  assertionJson,
  assertionUrl,
  chunk,
  idat,
  iend,
  ihdr,
  itxt,
  join,
  jws,
  png,
  signature,
  svg,
  utf8,
} from './images';

const refusal = (code: BakeErrorCode) => expect.objectContaining({ name: 'BakeError', code });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('baking a PNG', () => {
  it('writes an uncompressed iTXt right after IHDR and leaves the rest as it is', async () => {
    const extra = [chunk('tEXt', 'Software\0x'), chunk('tEXt', 'Software\0x'), itxt('clrcredential', jws)];
    const baked = await bake(png(...extra), { standard: 'openbadges', text: assertionJson });
    const expected = chunk('iTXt', `openbadges\0\0\0\0\0${assertionJson}`);
    expect(baked).toEqual(join(signature, ihdr, expected, ...extra, idat, iend));
  });

  it('replaces every older badge of the same standard, whatever its chunk type or keyword', async () => {
    const older = [
      itxt('openbadges', jws),
      chunk('tEXt', 'OpenBadges\0x'),
      chunk('zTXt', 'openbadge\0x'),
      itxt('openbadges', 'x'.repeat(1_048_576)),
    ];
    const kept = itxt('openbadgecredential', jws);
    const file = join(signature, ihdr, ...older, idat, kept, itxt('openbadges', jws), iend, utf8('after'));
    const baked = await bake(file, { standard: 'openbadges', text: assertionUrl });
    const expected = chunk('iTXt', `openbadges\0\0\0\0\0${assertionUrl}`);
    expect(baked).toEqual(join(signature, ihdr, expected, idat, kept, iend, utf8('after')));
  });

  it.each(pictures())('keeps every pixel of a picture that is %s', async (_, file) => {
    const baked = await bake(file, { standard: 'openbadgecredential', text: assertionJson });
    const before = PNG.sync.read(Buffer.from(file));
    const after = PNG.sync.read(Buffer.from(baked));
    expect(after.data.equals(before.data)).toBe(true);
    expect([after.width, after.height, after.interlace]).toEqual([
      before.width,
      before.height,
      before.interlace,
    ]);
    const names = extractChunks(baked).map(({ name }) => name);
    expect(names.toSpliced(1, 1)).toEqual(extractChunks(file).map(({ name }) => name));
  });

  it.each<[string, Uint8Array, string, BakeErrorCode]>([
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff), jws, 'not-an-image'],
    ['nothing', new Uint8Array(), jws, 'not-an-image'],
    ['a cut file', png().subarray(0, -1), jws, 'damaged-image'],
    ['a missing IEND', png().subarray(0, -12), jws, 'damaged-image'],
    ['a missing IHDR', join(signature, idat, iend), jws, 'damaged-image'],
    ['an IHDR of another size', join(signature, chunk('IHDR', 'x'), idat, iend), jws, 'damaged-image'],
    [
      'too many chunks to look through',
      png(...Array<Uint8Array>(513).fill(chunk('tEXt', 'a\0b'))),
      jws,
      'image-too-large',
    ],
    ['a payload over the limit', png(), 'x'.repeat(1_048_576), 'payload-too-large'],
    ['an empty payload', png(), ' \n', 'payload-not-text'],
    ['a NUL', png(), 'a\0b', 'payload-not-text'],
    ['half a surrogate pair', png(), 'a\ud800b', 'payload-not-text'],
  ])('refuses %s', async (_, file, payload, code) => {
    await expect(bake(file, { standard: 'openbadges', text: payload })).rejects.toEqual(refusal(code));
    await expect(bake(file, { standard: 'openbadges', text: payload })).rejects.toBeInstanceOf(BakeError);
  });
});

describe('baking an SVG', () => {
  const art =
    '<?xml version="1.0"?>\r\n<svg xmlns="http://www.w3.org/2000/svg" width="4">\r\n<!-- é --><g/></svg>\r\n';
  const bakeText = async (file: string, payload: Parameters<typeof bake>[1]) =>
    text(await bake(utf8(file), payload));
  const [head, tail] = art.split('\r\n<!--') as [string, string];

  it.each([
    [
      'a JWS as attribute',
      { standard: 'openbadgecredential', text: jws } as const,
      `<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" verify="${jws}"/>`,
    ],
    [
      'a hosted Assertion as body, with its address',
      { standard: 'openbadges', text: assertionJson } as const,
      `<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="${assertionUrl}"><![CDATA[${assertionJson}]]></openbadges:assertion>`,
    ],
    [
      'the address of a 1.0 Assertion',
      {
        standard: 'openbadges',
        text: '{"uid":"1","verify":{"type":"hosted","url":"https://a.example/?a&b"}}',
      } as const,
      '<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="https://a.example/?a&#38;b"><![CDATA[{"uid":"1","verify":{"type":"hosted","url":"https://a.example/?a&b"}}]]></openbadges:assertion>',
    ],
    [
      'a credential as body alone',
      { standard: 'openbadgecredential', text: assertionJson } as const,
      `<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><![CDATA[${assertionJson}]]></openbadges:credential>`,
    ],
    [
      'a CLR whose text ends a CDATA section',
      { standard: 'clrcredential', text: '{"a":"]]>"}' } as const,
      '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/clr/v2p0"><![CDATA[{"a":"]]]]><![CDATA[>"}]]></openbadges:credential>',
    ],
  ])('writes %s right after the opening tag', async (_, payload, element) => {
    expect(await bakeText(art, payload)).toBe(`${head}${element}\r\n<!--${tail}`);
  });

  it('replaces older elements of the same standard and no others', async () => {
    const old = `<o:assertion xmlns:o="http://openbadges.org" verify="${jws}"> </o:assertion>`;
    const other = `<c:credential xmlns:c="https://purl.imsglobal.org/ob/v3p0" verify="${jws}"/>`;
    const file = (...inner: string[]) => `<svg>a${inner.join('b')}c</svg>`;
    const once = await bakeText(file('', '', ''), { standard: 'openbadges', text: assertionUrl });
    const element = once.slice(5, -'abbc</svg>'.length);
    const baked = await bakeText(file(old, other, old), { standard: 'openbadges', text: assertionUrl });
    expect(baked).toBe(`<svg>${element}ab${other}bc</svg>`);
  });

  it('opens a root element that was empty', async () => {
    const baked = await bakeText('<s:svg xmlns:s="http://www.w3.org/2000/svg" />', {
      standard: 'openbadges',
      text: jws,
    });
    expect(baked).toMatch(
      /^<s:svg xmlns:s="http:\/\/www.w3.org\/2000\/svg" ><openbadges:assertion [^>]+\/><\/s:svg>$/,
    );
    expect((await unbake(utf8(baked))).payloads).toEqual([{ standard: 'openbadges', text: jws }]);
  });

  it('keeps a byte order mark', async () => {
    const baked = await bake(utf8('\uFEFF<svg></svg>'), { standard: 'openbadges', text: jws });
    expect([...baked.subarray(0, 8)]).toEqual([0xef, 0xbb, 0xbf, ...utf8('<svg>')]);
  });

  it.each<[string, Uint8Array, BakeErrorCode]>([
    ['HTML', utf8('<html></html>'), 'not-an-image'],
    ['a cut file', svg('').subarray(0, -1), 'damaged-image'],
    ['what is not well-formed', svg('<g>'), 'damaged-image'],
    ['a DOCTYPE that defines', utf8('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'), 'damaged-image'],
    ['nothing but a DOCTYPE', utf8('<!DOCTYPE svg>'), 'damaged-image'],
    ['depth', svg('<g>'.repeat(64)), 'image-too-large'],
    ['size', svg(' '.repeat(512 * 1024)), 'image-too-large'],
    [
      'another declared encoding',
      utf8('<?xml version="1.0" encoding="latin1"?><svg/>'),
      'unsupported-encoding',
    ],
    [
      'bytes that are not UTF-8',
      join(utf8('<svg>'), Uint8Array.of(0xe9), utf8('</svg>')),
      'unsupported-encoding',
    ],
    ['UTF-16', Uint8Array.from(Buffer.from('\uFEFF<svg/>', 'utf16le')), 'unsupported-encoding'],
  ])('refuses %s', async (_, file, code) => {
    await expect(bake(file, { standard: 'openbadges', text: jws })).rejects.toEqual(refusal(code));
  });

  it('refuses a payload that would make the file unreadable to us', async () => {
    const payload = { standard: 'openbadges', text: 'x'.repeat(512 * 1024) } as const;
    await expect(bake(svg(''), payload)).rejects.toEqual(refusal('payload-too-large'));
  });
});

function pictures(): [string, Uint8Array][] {
  const picture = Object.assign(new PNG({ width: 9, height: 7 }), {
    data: Buffer.from(Array.from({ length: 9 * 7 * 4 }, (_, at) => (at * 37) % 256)),
  });
  return [
    ['true colour with alpha', Uint8Array.from(PNG.sync.write(picture))],
    ['grey', Uint8Array.from(PNG.sync.write(picture, { colorType: 0 }))],
    ['a palette', palettePicture([[0, 0, 1, 1]])],
    ['a palette, interlaced', palettePicture(ADAM7)],
  ];
}

/** First column and row, and steps, of each pass. */
type Pass = readonly [number, number, number, number];
const ADAM7: Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** 9 by 7 pixels of one byte each, which pngjs reads but does not write. */
function palettePicture(passes: Pass[]): Uint8Array {
  const rows: number[] = [];
  for (const [left, top, right, down] of passes) {
    for (let y = top; y < 7; y += down) {
      rows.push(0);
      for (let x = left; x < 9; x += right) rows.push((x * 5 + y * 3) % 16);
    }
  }
  const interlace = passes.length > 1 ? 1 : 0;
  return join(
    signature,
    chunk('IHDR', Uint8Array.of(0, 0, 0, 9, 0, 0, 0, 7, 8, 3, 0, 0, interlace)),
    chunk(
      'PLTE',
      Uint8Array.from({ length: 48 }, (_, at) => at * 5),
    ),
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    iend,
  );
}
