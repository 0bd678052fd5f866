// Puts badges into pictures for the sample sites. Shares nothing with lib/baking on purpose: what one of
// the two writes wrong, the other should stumble over.
import { crc32 } from 'node:zlib';

const PNG_HEAD = 8 + 25; // signature, then IHDR: length, name, 13 bytes, CRC

/** PNG with one uncompressed iTXt chunk after IHDR (Open Badges 3.0 and 2.0 baking). */
export function bakePng(
  png: Uint8Array,
  keyword: 'openbadges' | 'openbadgecredential',
  text: string,
): Buffer {
  const data = Buffer.concat([
    Buffer.from(keyword, 'latin1'),
    Buffer.from([0, 0, 0, 0, 0]), // end of keyword, not compressed, method 0, no language, no translation
    Buffer.from(text, 'utf8'),
  ]);
  const nameAndData = Buffer.concat([Buffer.from('iTXt', 'latin1'), data]);
  const chunk = Buffer.alloc(4 + nameAndData.length + 4);
  chunk.writeUInt32BE(data.length, 0);
  nameAndData.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(nameAndData), 4 + nameAndData.length);
  return Buffer.concat([png.subarray(0, PNG_HEAD), chunk, png.subarray(PNG_HEAD)]);
}

/** SVG with the 3.0 element directly after its opening tag. */
export function bakeSvg(svg: string, credential: { json: string } | { jws: string }): string {
  const namespace = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
  const element =
    'json' in credential
      ? `<openbadges:credential ${namespace}><![CDATA[${credential.json}]]></openbadges:credential>`
      : `<openbadges:credential ${namespace} verify="${credential.jws}"></openbadges:credential>`;
  return svg.replace(/<svg\b[^>]*>/, (opening) => `${opening}${element}`);
}
