import type { Saving } from '../backpack';
import { sniffContainer } from '../baking';
import { MAX_FILE_BYTES } from '../formats/file-limit';
import type { Contents, FoundBadge } from './contents';
import type { Outcome, Saved } from './outcome';
import { lastPartOf } from './plain-name';
import type { Taken } from './waiting';

/** Backups of wallets hold the pictures of all their badges. */
const MAX_TEXT_BYTES = 32_000_000;

interface FileWorld {
  contentsOf(bytes: Uint8Array, at?: string): Promise<Contents>;
  save(saving: Saving): Promise<Saved>;
}

/** Saves every badge in a file, until there is no room left. Never rejects for what is in it. */
export async function saveBadgesIn(
  { file, at }: Extract<Taken, { kind: 'file' }>,
  { contentsOf, save }: FileWorld,
): Promise<Outcome> {
  if (file.size > MAX_TEXT_BYTES) return { kind: 'left', why: 'too-large' };
  let bytes: Uint8Array;
  let contents: Contents;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
    const isText = sniffContainer(bytes) === 'other';
    if (!isText && bytes.length > MAX_FILE_BYTES) return { kind: 'left', why: 'too-large' };
    contents = await contentsOf(bytes, at);
  } catch (cause) {
    console.error('Laurel could not read a file', cause);
    return { kind: 'left', why: 'unreadable' };
  }
  const { badges, isPicture, locked, partly } = contents;
  if (badges.length === 0) {
    return {
      kind: 'left',
      why: locked ? 'locked-wallet' : isPicture ? 'picture-without-badge' : 'nothing',
    };
  }
  const saves: Saved[] = [];
  for (const badge of badges) {
    const saved = await save(savingOf(badge, { file, bytes, at, isPicture }));
    saves.push({ ...saved, ...(badge.claimedName === undefined ? {} : { name: badge.claimedName }) });
    if (saved.kind === 'failed' && saved.code === 'quota') break;
  }
  return { kind: 'read', saves, ...(partly || saves.length < badges.length ? { partly: true } : {}) };
}

function savingOf(badge: FoundBadge, from: Origin): Saving {
  const file = originalOf(badge, from);
  return {
    badge: {
      documentForm: badge.form,
      documentText: badge.text,
      answer: 'not-checked',
      sealer: { kind: 'none' },
      ...(badge.claimedName === undefined ? {} : { claimedName: badge.claimedName }),
      ...(from.at === undefined ? {} : { foundAt: withoutQuery(from.at) }),
    },
    files: file ? [file] : [],
    evidence: [],
  };
}

interface Origin {
  file: File;
  bytes: Uint8Array;
  at: string | undefined;
  isPicture: boolean;
}

/**
 * The file where it is this badge and nothing else, to the byte. Of a file that holds more only the badge's own part:
 * a wallet's backup has its owner's keys and everybody else's badges in it, and what is kept here is what is shared.
 */
function originalOf({ alone, form, text, claimedName }: FoundBadge, { file, bytes, isPicture }: Origin) {
  const role = 'original' as const;
  const name = lastPartOf(file.name);
  if (isPicture || alone) return { role, name, mediaType: mediaTypeOf(file, bytes), bytes };
  if (form === 'address') return undefined;
  const isJson = form === 'json';
  return {
    role,
    name: `${lastPartOf(claimedName ?? '').slice(0, 80)}.${isJson ? 'json' : 'jwt'}`,
    mediaType: isJson ? 'application/json' : 'application/jwt',
    bytes: new TextEncoder().encode(text),
  };
}

function mediaTypeOf(file: File, bytes: Uint8Array): string {
  switch (sniffContainer(bytes)) {
    case 'png':
      return 'image/png';
    case 'svg':
      return 'image/svg+xml';
    case 'other':
      return (
        file.type ||
        TYPES_BY_ENDING[/\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''] ||
        'application/octet-stream'
      );
  }
}

/** Of files out of a zip, which have no type. */
const TYPES_BY_ENDING: Record<string, string> = {
  json: 'application/json',
  jsonld: 'application/ld+json',
  jwt: 'application/jwt',
  jws: 'application/jwt',
};

function withoutQuery(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
