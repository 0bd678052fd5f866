// Files with a badge in them, made anew from its document and its picture.
// A face of its own: only pages that make files need it.
import { bake, type Payload, sniffContainer, unbake } from '../baking';
import type { Badge } from '../credential';
import { toBase64 } from '../formats/base64';
import { escapedMarkup } from '../formats/markup';
import type { DocumentForm } from './targets';

/**
 * Whether a file is this badge and no other, so that whoever gives it away gives away what the document says and no
 * more. `hosted`: what the document's address answered.
 */
export async function isBadgeAlone(
  file: Uint8Array,
  { form, text }: { form: DocumentForm; text: string },
  hosted?: Uint8Array,
): Promise<boolean> {
  if (sniffContainer(file) === 'other') {
    const said = new TextDecoder().decode(file);
    if (said.trim() === text.trim()) return true;
    if (form !== 'address') return false;
    return said === new TextDecoder().decode(hosted) || idOf(said) === text.trim();
  }
  const { payloads, notes } = await unbake(file);
  const isOnly = payloads.length === 1 && payloads[0]?.text.trim() === text.trim();
  return isOnly && !notes.some((note) => note.startsWith('limit-'));
}

function idOf(json: string): unknown {
  try {
    const document: unknown = JSON.parse(json);
    return typeof document === 'object' && document !== null && 'id' in document ? document.id : undefined;
  } catch {
    return undefined; // No JSON: it has no address of its own.
  }
}

/**
 * The picture with the badge's document in it, in place of whatever badges were in it before.
 * @throws BakeError
 */
export function bakedInto(
  picture: Uint8Array,
  badge: Pick<Badge, 'version' | 'kind'>,
  text: string,
): Promise<Uint8Array> {
  return bake(picture, { standard: standardOf(badge), text }, { alone: true });
}

function standardOf({ version, kind }: Pick<Badge, 'version' | 'kind'>): Payload['standard'] {
  if (version !== '3.0') return 'openbadges';
  return kind === 'clr' ? 'clrcredential' : 'openbadgecredential';
}

/** An SVG that shows a PNG. */
export function pngAsSvg(png: Uint8Array, { width, height }: { width: number; height: number }): Uint8Array {
  const box = `width="${width}" height="${height}"`;
  return utf8(
    `<svg xmlns="http://www.w3.org/2000/svg" ${box} viewBox="0 0 ${width} ${height}"><image ${box} href="data:image/png;base64,${toBase64(png)}"/></svg>`,
  );
}

const LINES = 4;
const LINE_CHARACTERS = 15;

/** For a badge without a picture: its name on a plain card, which nobody takes for the issuer's art or for a seal. */
export function plainPicture(name: string): Uint8Array {
  const lines = wrapped(name);
  const first = 200 - ((lines.length - 1) * 52) / 2;
  const text = lines
    .map((line, index) => `<text x="200" y="${first + index * 52 + 14}">${escapedMarkup(line)}</text>`)
    .join('');
  return utf8(
    `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 400 400"><rect x="8" y="8" width="384" height="384" rx="28" fill="#faf8f4" stroke="#8a8378" stroke-width="4"/><g fill="#211e1a" font-family="system-ui, sans-serif" font-size="42" font-weight="600" text-anchor="middle">${text}</g></svg>`,
  );
}

/** Whole words where they fit; what does not fit on the card ends in an ellipsis. */
function wrapped(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.trim().split(/\s+/u)) {
    const last = lines.at(-1);
    if (last !== undefined && [...`${last} ${word}`].length <= LINE_CHARACTERS) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  const fitting = lines.slice(0, LINES).map((line) => {
    const characters = [...line];
    return characters.length > LINE_CHARACTERS
      ? `${characters.slice(0, LINE_CHARACTERS - 1).join('')}…`
      : line;
  });
  const last = fitting[LINES - 1];
  if (lines.length > LINES && last !== undefined) fitting[LINES - 1] = `${last.replace(/…$/, '')}…`;
  return fitting;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
