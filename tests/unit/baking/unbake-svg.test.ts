import { describe, expect, it } from 'vitest';
import { sniffContainer, unbake } from '../../../lib/baking';
import { assertionJson, assertionUrl, jws, png, stream, svg, utf8 } from './images';

const ob3 = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
const hosted = `<openbadges:assertion verify="${assertionUrl}"><![CDATA[${assertionJson}]]></openbadges:assertion>`;

describe('what an SVG holds', () => {
  it('gives the JSON body of a hosted Assertion', async () => {
    expect(await unbake(svg(hosted))).toEqual({
      container: 'svg',
      payloads: [{ standard: 'openbadges', text: assertionJson }],
      notes: [],
    });
  });

  it.each([
    ['openbadges', 'http://openbadges.org', 'assertion'],
    ['openbadgecredential', 'https://purl.imsglobal.org/ob/v3p0', 'credential'],
    ['clrcredential', 'https://purl.imsglobal.org/clr/v2p0', 'credential'],
  ])('finds %s by namespace, whatever the prefix', async (standard, namespace, element) => {
    for (const content of [
      `<x:${element} xmlns:x="${namespace}" verify="${jws}"/>`,
      `<${element} xmlns='${namespace}'>\n<![CDATA[ {"a":1} ]]></${element}>`,
    ]) {
      const { payloads, notes } = await unbake(svg(content, ''));
      expect(payloads).toMatchObject([{ standard }]);
      expect(notes).toEqual([]);
    }
  });

  it('does not take the prefix for the namespace', async () => {
    const content = `<openbadges:assertion verify="${jws}"/>`;
    expect((await unbake(svg(content, 'xmlns:openbadges="https://other.example/"'))).payloads).toEqual([]);
  });

  it('lets an inner element bind a prefix anew', async () => {
    const content = `<g xmlns:openbadges="x"><openbadges:assertion verify="${jws}"/></g><openbadges:assertion verify="${jws}"/>`;
    expect((await unbake(svg(content))).payloads).toHaveLength(1);
  });

  it('decodes entities in text and attribute', async () => {
    const body = '{"a":"&lt;&#233;&#x1F3C5;&amp;amp;&quot;"}'.replace('&quot;', '\\&quot;');
    expect((await unbake(svg(`<openbadges:assertion>${body}</openbadges:assertion>`))).payloads).toEqual([
      { standard: 'openbadges', text: '{"a":"<é🏅&amp;\\""}' },
    ]);
    const attribute = '<openbadges:assertion verify="https://a.example/?a=1&amp;b=2"/>';
    expect((await unbake(svg(attribute))).payloads[0]?.text).toBe('https://a.example/?a=1&b=2');
  });

  it('reads the no-break space that a page writes for its inline SVG', async () => {
    const content = '<openbadges:assertion>{"a":"1&nbsp;2"}</openbadges:assertion>';
    expect((await unbake(svg(content))).payloads[0]?.text).toBe('{"a":"1\u00a02"}');
  });

  it('joins split CDATA sections', async () => {
    const content = '<openbadges:assertion><![CDATA[{"a":"]]]]><![CDATA[>"}]]></openbadges:assertion>';
    expect((await unbake(svg(content))).payloads[0]?.text).toBe('{"a":"]]>"}');
  });
});

describe('attribute and body', () => {
  const element = (verify: string, body: string) =>
    svg(`<openbadges:assertion verify="${verify}">${body}</openbadges:assertion>`);

  it('uses the attribute when the body is blank', async () => {
    expect(await unbake(element(assertionUrl, '\n<![CDATA[ ]]>'))).toMatchObject({
      payloads: [{ text: assertionUrl }],
      notes: [],
    });
  });

  it('uses the attribute when the body is not JSON, and says so', async () => {
    expect(await unbake(element(assertionUrl, '{verify:1}'))).toMatchObject({
      payloads: [{ text: assertionUrl }],
      notes: ['body-not-json'],
    });
  });

  it('gives a body that is not JSON when there is nothing else', async () => {
    expect(await unbake(element('', jws))).toMatchObject({
      payloads: [{ text: jws }],
      notes: ['body-not-json'],
    });
  });

  it('notes an attribute that is not the address in the body', async () => {
    expect(await unbake(element('https://other.example/', assertionJson))).toMatchObject({
      payloads: [{ text: assertionJson }],
      notes: ['attribute-differs'],
    });
  });

  it('hides neither a JWS nor the JSON beside it', async () => {
    expect(await unbake(element(jws, assertionJson))).toMatchObject({
      payloads: [{ text: jws }, { text: assertionJson }],
      notes: ['attribute-and-body'],
    });
    expect((await unbake(element(jws, assertionJson), { stopAtFirst: true })).payloads).toHaveLength(1);
  });

  it('notes an element that holds nothing', async () => {
    expect(await unbake(element('', ''))).toMatchObject({ payloads: [], notes: ['empty-payload'] });
  });
});

describe('what is off the letter', () => {
  it.each([
    ['an unbound prefix', svg(`<openbadges:assertion verify="${jws}"/>`, ''), 'openbadges', 'unbound-prefix'],
    [
      'an unbound credential',
      svg(`<openbadges:credential verify="${jws}"/>`, ''),
      'openbadgecredential',
      'unbound-prefix',
    ],
    [
      'the older element name',
      svg(`<openbadges:assertion verify="${jws}"/>`, ob3),
      'openbadgecredential',
      'element-name',
    ],
    ['the newer element name', svg(`<openbadges:credential verify="${jws}"/>`), 'openbadges', 'element-name'],
    [
      'https in the namespace',
      svg(`<x:assertion xmlns:x="https://openbadges.org/" verify="${jws}"/>`),
      'openbadges',
      'namespace-variant',
    ],
  ])('reads %s with a note', async (_, file, standard, note) => {
    expect(await unbake(file)).toEqual({
      container: 'svg',
      payloads: [{ standard, text: jws }],
      notes: [note],
    });
  });

  it('gives every element and notes that there are several', async () => {
    const { payloads, notes } = await unbake(svg(hosted + hosted));
    expect(payloads).toHaveLength(2);
    expect(notes).toEqual(['duplicate-element']);
  });

  it('does not look for badges inside a badge', async () => {
    const content = `<openbadges:assertion verify="${assertionUrl}">${hosted}</openbadges:assertion>`;
    expect((await unbake(svg(content))).payloads).toEqual([{ standard: 'openbadges', text: assertionUrl }]);
  });
});

describe('encodings', () => {
  const text = `<svg>${hosted}</svg>`;
  const wide = Buffer.from(text, 'utf16le');

  it.each([
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${text}`), []],
    ['UTF-16LE with a byte order mark', Buffer.concat([Uint8Array.of(0xff, 0xfe), wide]), ['encoding-utf16']],
    ['UTF-16BE', Buffer.from(wide).swap16(), ['encoding-utf16']],
    ['UTF-8 that says it is UTF-16', utf8(`<?xml version="1.0" encoding="UTF-16"?>${text}`), []],
  ])('reads %s', async (_, file, notes) => {
    expect(await unbake(Uint8Array.from(file))).toEqual({
      container: 'svg',
      payloads: [{ standard: 'openbadges', text: assertionJson }],
      notes: [...notes, 'unbound-prefix'],
    });
  });

  it('reads the encoding that the declaration names', async () => {
    const latin = `<?xml version="1.0" encoding="ISO-8859-1"?><svg><openbadges:assertion>{"a":"é"}</openbadges:assertion></svg>`;
    expect(await unbake(Uint8Array.from(Buffer.from(latin, 'latin1')))).toMatchObject({
      payloads: [{ text: '{"a":"é"}' }],
      notes: ['encoding-other', 'unbound-prefix'],
    });
  });

  it('leaves a file in an unknown encoding alone', async () => {
    expect(await unbake(utf8(`<?xml version="1.0" encoding="x-secret"?>${text}`))).toEqual({
      container: 'other',
      payloads: [],
      notes: ['encoding-unknown'],
    });
  });
});

describe('hostile and damaged files', () => {
  it('passes a DOCTYPE that only names an outer DTD', async () => {
    const doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/[x]>">';
    expect(
      await unbake(utf8(`<?xml version="1.0"?>\n<!-- > -->${doctype}<svg>${hosted}</svg>`)),
    ).toMatchObject({
      payloads: [{ text: assertionJson }],
      notes: ['doctype-ignored', 'unbound-prefix'],
    });
  });

  it('refuses a DOCTYPE that defines anything', async () => {
    const doctype = '<!DOCTYPE svg [<!ENTITY a "b">]>';
    expect(await unbake(utf8(`${doctype}<svg>${hosted}</svg>`))).toEqual({
      container: 'svg',
      payloads: [],
      notes: ['doctype-refused'],
    });
  });

  it.each([['&secret;'], ['&#0;'], ['&#xD800;'], ['&#x110000;'], ['a & b']])(
    'refuses the reference %s',
    async (reference) => {
      for (const content of [
        `<openbadges:assertion>{"a":"${reference}"}</openbadges:assertion>`,
        `<openbadges:assertion verify="${reference}"/>`,
      ]) {
        expect(await unbake(svg(content))).toEqual({
          container: 'svg',
          payloads: [],
          notes: ['entity-refused'],
        });
      }
    },
  );

  it.each([
    ['a tag closed by another', '<g></h>'],
    ['an attribute given twice', '<g a="1" a="2"/>'],
    ['an attribute without quotes', '<g a=1/>'],
    ['a tag inside an attribute', '<g a="<b>"/>'],
    ['a late DOCTYPE', '<!DOCTYPE svg>'],
    ['an empty name', '< g/>'],
  ])('stops at %s and keeps what came before', async (_, content) => {
    expect(await unbake(svg(hosted + content + hosted))).toMatchObject({
      payloads: [{ text: assertionJson }],
      notes: ['damaged-xml'],
    });
  });

  it('notes a second root element', async () => {
    expect((await unbake(utf8('<svg/><svg/>'))).notes).toEqual(['damaged-xml']);
  });

  it('gives nothing from a comment, a script or an attribute', async () => {
    const content = `<!--${hosted}--><script><![CDATA[${hosted.replace(']]>', '')}]]></script>`;
    expect((await unbake(svg(content))).payloads).toEqual([]);
  });

  it('follows 64 levels and 20,000 elements', async () => {
    const nested = (depth: number) => svg(`${'<g>'.repeat(depth)}${'</g>'.repeat(depth)}${hosted}`);
    expect((await unbake(nested(63))).payloads).toHaveLength(1);
    expect(await unbake(nested(64))).toEqual({ container: 'svg', payloads: [], notes: ['limit-depth'] });
    expect((await unbake(svg('<g/>'.repeat(19_998)))).notes).toEqual([]);
    expect((await unbake(svg('<g/>'.repeat(19_999)))).notes).toEqual(['limit-elements']);
  });

  it('reads 512 kB unless the person opened the file', async () => {
    const large = svg(hosted + ' '.repeat(512 * 1024));
    expect(await unbake(large)).toEqual({ container: 'svg', payloads: [], notes: ['limit-svg-size'] });
    expect((await unbake(large, { maxSvgBytes: 8_000_000 })).payloads).toHaveLength(1);
    const { readable, asked } = stream(svg(hosted + ' '.repeat(4_000_000)), 65_536);
    expect((await unbake(readable)).notes).toEqual(['limit-svg-size']);
    expect(asked).toEqual({ pieces: 9, cancelled: true });
  });

  it('is quick about text made to be slow', async () => {
    for (const slow of [
      `<svg ${' '.repeat(400_000)}`,
      `<svg ${'a'.repeat(400_000)}`,
      `<svg>${'<!--x-->'.repeat(50_000)}`,
      `${'<!--x-->'.repeat(50_000)}x`,
      `<svg>${'&'.repeat(400_000)}</svg>`,
      `<svg>${'&#1'.repeat(100_000)}<openbadges:assertion>${'&#1'.repeat(30_000)}`,
      `<!DOCTYPE svg ${'"'.repeat(400_001)}`,
      `<?xml ${' encoding'.repeat(40_000)}`,
    ]) {
      const started = performance.now();
      await unbake(utf8(slow));
      // Linear work takes a few milliseconds; anything quadratic takes minutes.
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
});

describe('sniffContainer', () => {
  it.each([
    ['png', png()],
    ['svg', svg('')],
    ['svg', utf8('\uFEFF <?xml version="1.0"?><!-- a --><!DOCTYPE svg><s:svg xmlns:s="x">')],
    ['svg', utf8('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')],
    ['other', utf8('<!doctype html><html><svg/></html>')],
    ['other', utf8('<html><svg/></html>')],
    ['other', utf8('{"a":"<svg>"}')],
    ['other', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['other', new Uint8Array()],
  ])('%s', async (container, bytes) => {
    expect(sniffContainer(bytes)).toBe(container);
    expect((await unbake(bytes)).container).toBe(container);
  });
});
