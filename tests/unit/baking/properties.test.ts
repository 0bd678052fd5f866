import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BakeError, bake, sniffContainer, type Unbaked, unbake } from '../../../lib/baking';
import { assertionJson, chunk, compressedItxt, itxt, jws, png, stream, svg } from './images';

const standards = fc.constantFrom('openbadges', 'openbadgecredential', 'clrcredential');
const documents = fc
  .dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
  .map((object) => JSON.stringify(object))
  .filter((text) => isXmlText(text));
const controls = fc.constantFrom('\t', '\n', '\r', '\r\n', ']]>', '<', '&', '"', "'", '&amp;', '{', '\u2028');
const texts = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), controls))
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '' && isXmlText(text));
const payloads = fc.record({ standard: standards, text: fc.oneof(documents, texts, fc.constant(jws)) });

const bakedPng = png(
  itxt('openbadges', assertionJson),
  compressedItxt('openbadgecredential', assertionJson),
  chunk('tEXt', `OpenBadge\0${jws}`),
);
const bakedSvg = svg(
  `<?x?><!--y--><openbadges:assertion verify="https://a.example/?a&amp;b"><![CDATA[${assertionJson}]]></openbadges:assertion>`,
);
const files = { png: bakedPng, svg: bakedSvg };

describe('what is baked can be unbaked', () => {
  it.each(['png', 'svg'] as const)('in %s, into a bare picture and over a badge', async (container) => {
    const bare = container === 'png' ? png() : svg('');
    await fc.assert(
      fc.asyncProperty(payloads, payloads, async (first, second) => {
        const once = await bake(bare, first);
        expect(await unbake(once)).toEqual({ container, payloads: [first], notes: [] });
        const again = await bake(await bake(once, second), first);
        const both = first.standard === second.standard ? [first] : [first, second];
        expect((await unbake(again)).payloads).toEqual(both);
      }),
    );
  });

  it('gives the same from a stream in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('png', 'svg'),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(400),
        fc.boolean(),
        async (container, pieceBytes, cut, stopAtFirst) => {
          const file = files[container].subarray(0, files[container].length - cut);
          const { readable } = stream(file, pieceBytes);
          expect(await unbake(readable, { stopAtFirst })).toEqual(await unbake(file, { stopAtFirst }));
        },
      ),
    );
  });
});

describe('never throws nor hangs', () => {
  it('on random bytes, with or without a signature before them', async () => {
    const starts = fc.constantFrom(
      bakedPng.subarray(0, 8),
      bakedPng.subarray(0, 60),
      bakedSvg.subarray(0, 60),
      Buffer.of(),
    );
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 400 }), async (start, bytes) => {
        await survives(Uint8Array.from(Buffer.concat([start, bytes])));
      }),
    );
  });

  it('on markup in any order', async () => {
    const scraps = fc.constantFrom(
      ...[
        '<',
        '>',
        '/',
        '</svg>',
        '<svg>',
        '<svg ',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        '<!DOCTYPE svg',
        '[',
      ],
      ...[
        '<openbadges:assertion ',
        'verify="',
        "'",
        '=',
        'xmlns="http://openbadges.org"',
        '&',
        ';',
        '&#',
        '{}',
        ' ',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(scraps, { maxLength: 60 }), async (parts) => {
        await survives(Buffer.from(`<svg${parts.join('')}`));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['png', 'svg'] as const)('on a %s cut anywhere, and invents nothing', async (container) => {
    const { payloads: whole } = await unbake(files[container]);
    for (let length = 0; length < files[container].length; length++) {
      const { payloads, notes } = await survives(files[container].subarray(0, length));
      expect(whole.slice(0, payloads.length)).toEqual(payloads);
      if (length > 80) expect(notes).not.toEqual([]);
    }
  });

  it.each(['png', 'svg'] as const)('on a %s with one bit turned', async (container) => {
    for (let at = 0; at < files[container].length; at++) {
      const file = files[container].slice();
      file[at] = (file[at] ?? 0) ^ (1 << (at % 8));
      await survives(file);
    }
  });
});

describe('where it can run', () => {
  it('names nothing that only a document or an extension has', () => {
    const room = new URL('../../../lib/baking/', import.meta.url);
    for (const name of readdirSync(room)) {
      const code = readFileSync(new URL(name, room), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(code, name).not.toMatch(
        /\b(window|document\.|DOMParser|XMLSerializer|HTML\w*Element|navigator|browser|chrome|Buffer|process|fetch|wxt)\b/,
      );
    }
  });
});

/** Whatever is done with the file ends in a value, or in the one error that baking has. */
async function survives(file: Uint8Array): Promise<Unbaked> {
  sniffContainer(file);
  const unbaked = await unbake(file);
  await bake(file, { standard: 'openbadges', text: jws }).then(
    async (baked) =>
      expect((await unbake(baked)).payloads).toContainEqual({ standard: 'openbadges', text: jws }),
    (error: unknown) => expect(error).toBeInstanceOf(BakeError),
  );
  return unbaked;
}

/** XML 1.0 section 2.2, told in another way than the code does. */
function isXmlText(text: string): boolean {
  return [...text].every((character) => {
    const code = character.codePointAt(0) ?? 0;
    return (
      '\t\n\r'.includes(character) ||
      (code >= 0x20 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff)
    );
  });
}
