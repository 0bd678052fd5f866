// What tells a folder of Laurel's from others, and to a person without Laurel how to read it.
import type { Directory } from './directory';

export const MARKER = 'laurel-folder.json';
const FORMAT = 'laurel-folder';
/** Folders of a higher version are left alone: they may hold what this Laurel would lose. */
const VERSION = 1;

export function markerText(): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify({ format: FORMAT, version: VERSION })}\n`);
}

/** One that is not there yet, or not whole, says nothing. */
export async function readMarker(directory: Directory): Promise<'newer' | 'fine'> {
  const bytes = await directory.read('', MARKER);
  if (!bytes) return 'fine';
  try {
    const marker: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const version = typeof marker === 'object' && marker !== null && 'version' in marker ? marker.version : 0;
    return typeof version === 'number' && version > VERSION ? 'newer' : 'fine';
  } catch {
    return 'fine';
  }
}

export function folderExplanation(): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  return { name: 'FORMAT.md', bytes: new TextEncoder().encode(TEXT) };
}

const TEXT = `# A folder of Open Badges (${FORMAT}, version ${VERSION})

Kept up to date by Laurel. Everything here is a plain file; no program of ours is needed to use it. Any number of devices
may keep the same folder, through any program that copies folders between them.

- badges/<name>-<start of its SHA-256>.*: files of badges as they were found, byte for byte. PNG and SVG files carry the
  badge inside them (Open Badges baking); any backpack or validator for Open Badges takes them.
- records/<name>-<start of its key>.<start of the record's SHA-256>.json: one badge. \`badge.documentText\` is the badge
  itself (Open Badges assertion or credential, signed badge, or the address of a hosted one), \`badge.digest\` its SHA-256;
  then what it says, tags and notes; \`files\` names its files in badges/, \`reports\` are the checks that were made, newest
  first, \`evidence\` the documents in proofs/ that they relied on. \`key\` names the badge on every device.
- proofs/<SHA-256>.*: documents that checks relied on (issuer, key, status list, ...), as they were that day.
- arrangement/arrangement.*.json: collections, decisions about issuers, own addresses and names, the personal mark, each
  value with the time of its last change; \`gone\`: badges that were deleted.

## How copies become one

No file is ever changed: a new version is a new file, written before the older ones are deleted, and named after what is
in it. So nothing is half written over, and two devices that write at once write two files. Whoever reads joins all
versions of a badge and all arrangements, whatever they are called, also conflict copies; who joined them in which order
makes no difference:

- Checks, proofs and files of all versions are kept together. What was saved first gives the document and its files.
- Of tags, notes, favourites and owner, of names, texts, members and order of collections, of decisions and the mark, the
  later change stands; a change made after another was seen is always the later one, whatever the clocks say.
- A deletion reaches the versions that were known to whoever deleted (\`saves\`, \`changed\`, \`life\` in \`gone\`). A badge that
  was changed or saved on another device without knowing of the deletion stays. Checks alone do not bring it back.
- A record that is not whole JSON, or whose document does not fit its digest, is left alone until it does. A file that has
  not come yet is waited for; nothing is taken for deleted because it is not there.

## With a passphrase

The same files, each locked in the format of age (age-encryption.org/v1) and named *.age; names tell nothing. The
passphrase opens laurel-key-*.age, and what is in it opens the others: \`age -d laurel-key-*.age > key.txt\`, then
\`age -d -i key.txt records/NAME.age\`. Records name files as above; the name here is the first 32 hexadecimal digits of
HMAC-SHA-256 of that name, with "laurel names " and the key in key.txt for its key, and .age.

Texts are UTF-8, times ISO 8601 in UTC, hashes lower-case hexadecimal SHA-256. Readers ignore what they do not know.
`;
