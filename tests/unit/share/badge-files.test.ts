import { describe, expect, test } from 'vitest';
import { bake, unbake } from '../../../lib/baking';
import { bakedInto, isBadgeAlone, plainPicture, pngAsSvg } from '../../../lib/share/badge-files';
import { assertionJson, itxt, jws, png, svg, utf8 } from '../baking/images';

const TEXT = JSON.stringify({ '@context': [], type: ['OpenBadgeCredential'], name: 'a & <b>' });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a drawn picture', () => {
  test('holds a badge like any other', async () => {
    const baked = await bakedInto(plainPicture('Tides'), { version: '3.0', kind: 'badge' }, TEXT);
    expect((await unbake(baked)).payloads).toEqual([{ standard: 'openbadgecredential', text: TEXT }]);
  });

  test('has the name as text, in at most four lines', () => {
    const drawn = text(
      plainPicture('<script>alert(1)</script> of a very long name that goes on and on for ever'),
    );
    expect(drawn).not.toContain('<script');
    expect(drawn.match(/<text /g)?.length).toBe(4);
    expect(drawn).toContain('…</text>');
  });
});

test('a PNG shown by an SVG keeps its pixels and carries the badge', async () => {
  const picture = png();
  const svg = pngAsSvg(picture, { width: 4, height: 4 });
  expect(text(svg)).toContain(Buffer.from(picture).toString('base64'));
  const baked = await bakedInto(svg, { version: '2.0', kind: 'badge' }, 'https://a.example/1');
  expect((await unbake(baked)).payloads).toEqual([{ standard: 'openbadges', text: 'https://a.example/1' }]);
});

test('a badge is baked in place of every other one, whatever their standards', async () => {
  const others = [
    itxt('openbadges', assertionJson),
    itxt('openbadgecredential', jws),
    itxt('clrcredential', jws),
  ];
  const intoPng = await bakedInto(png(...others), { version: '3.0', kind: 'badge' }, TEXT);
  expect((await unbake(intoPng)).payloads).toEqual([{ standard: 'openbadgecredential', text: TEXT }]);
  const both = await bake(
    await bake(plainPicture('Tides'), { standard: 'openbadges', text: assertionJson }),
    {
      standard: 'clrcredential',
      text: jws,
    },
  );
  const intoSvg = await bakedInto(both, { version: '3.0', kind: 'badge' }, TEXT);
  expect((await unbake(intoSvg)).payloads).toEqual([{ standard: 'openbadgecredential', text: TEXT }]);
});

describe('a file is the badge and no other', () => {
  const address = 'https://a.example/1';
  const hostedText = JSON.stringify({ id: address, name: 'a' });
  test.each<[string, Uint8Array, { form: 'json' | 'jws' | 'address'; text: string }, string?]>([
    ['a picture with it', png(itxt('openbadgecredential', TEXT)), { form: 'json', text: TEXT }],
    ['a picture with its JWT', png(itxt('openbadgecredential', jws)), { form: 'jws', text: jws }],
    ['a picture with its address', png(itxt('openbadges', address)), { form: 'address', text: address }],
    ['its text', utf8(`${TEXT}\n`), { form: 'json', text: TEXT }],
    ['the document with its address', utf8(hostedText), { form: 'address', text: address }],
    ['what its address answered', utf8('{"a": 1}'), { form: 'address', text: address }, '{"a": 1}'],
  ])('where it is %s', async (_what, file, document, hosted) => {
    expect(await isBadgeAlone(file, document, hosted === undefined ? undefined : utf8(hosted))).toBe(true);
  });

  test.each<[string, Uint8Array]>([
    ['another of the same standard', png(itxt('openbadges', TEXT), itxt('openbadges', assertionJson))],
    ['one of another standard', png(itxt('openbadgecredential', TEXT), itxt('clrcredential', jws))],
    ['more than is read', png(itxt('openbadgecredential', TEXT), itxt('openbadges', 'x'.repeat(1_048_577)))],
    ['others in the same list', utf8(`[${TEXT},${TEXT}]`)],
    ['only another', svg('')],
  ])('not where it holds %s', async (_what, file) => {
    expect(await isBadgeAlone(file, { form: 'json', text: TEXT })).toBe(false);
  });
});
