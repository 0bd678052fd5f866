// What tells a folder of Laurel's from others, and to a person without Laurel how to read it.
import type { Directory } from './directory';

export const MARKER = 'laurel-folder.json';
const FORMAT = 'laurel-folder';
/**
 * Folders of a higher version are left alone: they may hold what this Laurel would lose. The first version had of notes
 * and tags only the latest.
 */
const VERSION = 2;

export function markerText(): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify({ format: FORMAT, version: VERSION })}\n`);
}

/** `half`: not whole yet, which may become anything. */
export type MarkerState = 'none' | 'half' | 'older' | 'same' | 'newer';

export async function readMarker(directory: Directory): Promise<MarkerState> {
  const bytes = await directory.read('', MARKER);
  if (!bytes) return 'none';
  const version = versionIn(bytes);
  if (version === undefined) return 'half';
  return version === VERSION ? 'same' : version > VERSION ? 'newer' : 'older';
}

function versionIn(bytes: Uint8Array): number | undefined {
  try {
    const marker: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const version = typeof marker === 'object' && marker !== null && 'version' in marker ? marker.version : 0;
    return typeof version === 'number' ? version : undefined;
  } catch {
    return undefined;
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

No file is changed but ${MARKER} and this one, when a newer Laurel comes: it writes its version first, and older
ones leave the folder alone from then on. Of all else a new version is a new file, written before the older ones are
deleted, and named after what is in it. So nothing is half written over, and two devices that write at once write two
files. Whoever reads joins all versions of a badge and all arrangements, whatever they are called, also conflict copies;
who joined them in which order makes no difference:

- Checks, proofs and files of all versions are kept together. What was saved first gives the document and its files.
- Of tags and notes, and of names and descriptions of collections, nothing goes that nobody took away: \`versions\` has each
  tag or text that stands (\`heads\`, with a stamp of its own) and the stamps of all that was replaced (\`seen\`); of tags, \`order\` is how they were last put in order. Joined are
  all heads of both whose stamp neither has seen. Texts that did not know of each other are then shown one after the
  other, with an empty line between (names: " / "), until somebody writes one in their place. Where the words beside
  \`versions\` are others, somebody changed them who knew what \`versions\` says. A stamp is time, device and number; one of
  the time alone is of version 1 of this format, which had only the latest: of those the later stands.
- Of favourites and owner, of members and order of collections, of decisions and the mark, the later change stands; a
  change made after another was seen is always the later one, whatever the clocks say.
- Of checks that nobody asked for and that repeat the one before and the one after, nothing is kept.
- A deletion reaches the versions that were known to whoever deleted (\`saves\`, \`changed\`, \`stamps\`, \`life\` in \`gone\`; of a collection, \`stamps\` of its own value).
  A badge that was changed or saved on another device without knowing of the deletion stays, and so does a collection
  that was renamed or described. Checks alone do not bring a badge back.
- A record that is not whole JSON, or whose document does not fit its digest, is left alone until it does. A file that has
  not come yet is waited for; nothing is taken for deleted because it is not there.

## With a passphrase

The same files, each locked in the format of age (age-encryption.org/v1) and named *.age; names tell nothing. The
passphrase opens laurel-key-*.age, and what is in it opens the others: \`age -d laurel-key-*.age > key.txt\`, then
\`age -d -i key.txt records/NAME.age\`. Records name files as above; the name here is the first 32 hexadecimal digits of
HMAC-SHA-256 of that name, with "laurel names " and the key in key.txt for its key, and .age.

Texts are UTF-8, times ISO 8601 in UTC, hashes lower-case hexadecimal SHA-256. Readers ignore what they do not know.
`;
