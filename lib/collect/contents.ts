// The badges in the bytes of anything that a person has: baked pictures, credentials, presentations, backups of
// wallets, and whatever other JSON has credentials in it. A face of its own beside index.ts: it reads strangers'
// documents with all of lib/verify, which only an import needs. No request is ever made from here.
import { sniffContainer } from '../baking';
import { claimedName } from '../credential';
import { type BadgeDocument, extract } from '../verify';

export interface FoundBadge extends BadgeDocument {
  /** Unproven: what the document calls its badge. */
  claimedName?: string;
  /** The file is this document, or a picture with it, and nothing else. */
  alone: boolean;
}

export interface Contents {
  badges: FoundBadge[];
  isPicture: boolean;
  /** A wallet's backup that only its password opens. */
  locked?: true;
  /** There is more in it than is read at once. */
  partly?: true;
}

/** `at`: the address that gave the bytes. Never rejects for what is in them. */
export async function contentsOf(bytes: Uint8Array, at?: string): Promise<Contents> {
  const contents = await contentsOfFile(bytes);
  const [badge] = contents.badges;
  if (at === undefined || !badge?.alone) return contents;
  const fetch = async () => new Response(bytes.slice());
  const { documents } = await extract({ kind: 'url', url: at }, { fetch });
  // A hosted badge is what its address says: this is a copy of what it says today.
  const isHosted = documents.some(({ form, text }) => form === 'address' && text === at);
  return isHosted ? { ...contents, badges: [{ ...badge, form: 'address', text: at }] } : contents;
}

async function contentsOfFile(bytes: Uint8Array): Promise<Contents> {
  if (sniffContainer(bytes) !== 'other') {
    const { documents } = await extract({ kind: 'file', bytes }, {});
    return { badges: documents.map((document) => found(document, true)), isPicture: true };
  }
  const isPicture = isOtherPicture(bytes);
  const text = textOf(bytes).trim();
  if (LOCKED_TEXT.test(text)) return { badges: [], isPicture, locked: true };
  const value = parsed(text);
  if (typeof value === 'object' && value !== null) return { ...(await inJson(value, text)), isPicture };
  return { badges: await inLines(text), isPicture };
}

/** JPEG, GIF, WebP, AVIF: pictures that can not hold a badge. */
function isOtherPicture(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 16));
  return /^\u00ff\u00d8\u00ff|^GIF8|^RIFF[\s\S]{4}WEBP|^[\s\S]{4}ftypavif/.test(head);
}

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function found(document: BadgeDocument, alone: boolean): FoundBadge {
  const { name } = document.form === 'json' ? claimedName(parsed(document.text)) : {};
  return { ...document, alone, ...(name === undefined ? {} : { claimedName: name }) };
}

/** Text that is no JSON: one badge a line, as in a list of links. */
async function inLines(text: string): Promise<FoundBadge[]> {
  const lines = text.split(/\r?\n/, MAX_LINES).map((line) => line.trim());
  const words = lines.filter((line) => line !== '');
  if (words.some((word) => /\s/.test(word))) return [];
  const documents: BadgeDocument[] = [];
  for (const word of words) documents.push(...(await extract({ kind: 'text', text: word }, {})).documents);
  return documents.map((document) => found(document, words.length === 1 && documents.length === 1));
}

const MAX_LINES = 1_000;

// JSON

/** Older wallets of the Digital Credentials Consortium wrote this before what they encrypted. */
const LOCKED_TEXT = /^locked_(?:wallet|profile):/;

/** Values looked at, and characters read as documents: what is deeper or more is no export of badges. */
const MAX_VALUES = 2_000_000;
const MAX_DEPTH = 64;
const MAX_READ = 64_000_000;
const MAX_BADGES = 5_000;

interface Place {
  value: unknown;
  depth: number;
  /** Only lists around it: a list of addresses is a list of badges, any other address is just an address. */
  inList: boolean;
}

/**
 * The credentials anywhere in a document, in their order; those inside a credential belong to it. So a presentation is
 * its credentials, a CLR is one badge with parts, and a wallet's backup (Universal Wallet, LCW) is all that it holds.
 */
async function inJson(root: object, text: string): Promise<Omit<Contents, 'isPicture'>> {
  const badges: FoundBadge[] = [];
  const open: Place[] = [{ value: root, depth: 0, inList: true }];
  let [values, read, locked, partly] = [0, 0, false, false];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    values += 1;
    if (values > MAX_VALUES || badges.length >= MAX_BADGES || read > MAX_READ) {
      partly = true;
      break;
    }
    const { value, depth, inList } = place;
    if (isLocked(value)) {
      locked = true;
      continue;
    }
    const isRoot = value === root;
    const own = mayBeBadge(value, inList) ? (isRoot ? text : textOfValue(value)) : undefined;
    if (own !== undefined) {
      read += own.length;
      const { documents, problems } = await extract({ kind: 'text', text: own }, {});
      if (documents.length > 0 && problems.some(({ code }) => code === 'limit')) partly = true;
      const taken = documents.filter(isNoList);
      badges.push(
        ...taken.map((document) =>
          found(document, isRoot && documents.length === 1 && document.text === own),
        ),
      );
      if (documents.length > 0) continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) {
      partly = true;
      continue;
    }
    const inside = Object.values(value).reverse();
    for (const one of inside)
      open.push({ value: one, depth: depth + 1, inList: inList && Array.isArray(value) });
  }
  return { badges, ...(locked ? { locked } : {}), ...(partly ? { partly } : {}) };
}

/** Named as badges, credentials and their wrappers are; `extract` looks at the rest. Lists are looked through. */
function mayBeBadge(value: unknown, inList: boolean): boolean {
  if (typeof value === 'string') return isBadgeJwt(value) || (inList && /^https?:\/\/\S+$/i.test(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return BADGE_NAMES.some((name) => Object.hasOwn(value, name));
}

const BADGE_NAMES = [
  'type',
  '@type',
  'credentialSubject',
  'verifiableCredential',
  'badge',
  'compactJwsString',
];

/** A JWT about a credential, and not one of the many that let somebody in somewhere. */
function isBadgeJwt(text: string): boolean {
  const [, payload] =
    /^(?:data:application\/(?:v[cp]\+)?(?:ld\+json\+)?jwt,)?[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  if (payload === undefined) return false;
  let claims: unknown;
  try {
    claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return false;
  }
  if (typeof claims !== 'object' || claims === null) return false;
  return ['vc', 'vp', ...BADGE_NAMES].some((name) => Object.hasOwn(claims, name));
}

/** Undefined for what is deeper than can be written. */
function textOfValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** A list of withdrawn badges is a credential too, but no badge. */
function isNoList({ form, text }: BadgeDocument): boolean {
  return (
    form !== 'json' || !/"(?:BitstringStatusList|StatusList2021|RevocationList2020)Credential"/.test(text)
  );
}

/** Universal Wallet §4.3, what LCW made of it, and any bare JWE (RFC 7516 §7.2). */
function isLocked(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, status, ciphertext, tag, iv } = value as Record<string, unknown>;
  if ([type].flat().includes('EncryptedWallet')) return true;
  if (status === 'LOCKED' && [type].flat().includes('UniversalWallet2020')) return true;
  return [ciphertext, tag, iv].every((part) => typeof part === 'string');
}
