// A folder under a passphrase, in the format of age: the passphrase opens a file with a key, and that key all others,
// because opening hundreds of files by passphrase would take hours. A face of its own: age is a lot of code.
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sha256Hex } from '../award-keys';
import type { Directory } from './directory';
import { KEY_FILE, type Shelf } from './shelf';

/** `wrong-passphrase`: it opens none of the keys in the folder. */
export type OpenedShelf = { kind: 'shelf'; shelf: Shelf } | { kind: 'problem'; code: 'wrong-passphrase' };

/** The shelf that the passphrase opens; the first device makes the key. */
export async function openSealedShelf(directory: Directory, passphrase: string): Promise<OpenedShelf> {
  const files = (await directory.list('')).filter((name) => KEY_FILE.test(name)).toSorted();
  const identities: string[] = [];
  for (const name of files) {
    const bytes = await directory.read('', name);
    const identity = bytes && (await unlocked(bytes, passphrase));
    if (identity !== undefined) identities.push(identity);
  }
  if (files.length > 0 && identities.length === 0) return { kind: 'problem', code: 'wrong-passphrase' };
  const [first] = identities.length > 0 ? identities : [await newKey(directory, passphrase)];
  return { kind: 'shelf', shelf: await shelfOf(first ?? '', identities) };
}

async function newKey(directory: Directory, passphrase: string): Promise<string> {
  const identity = await generateX25519Identity();
  const locking = new Encrypter();
  locking.setPassphrase(passphrase);
  const name = `laurel-key-${(await sha256Hex(identity)).slice(0, 16)}.age`;
  await directory.write('', name, new Uint8Array(await locking.encrypt(`${identity}\n`)));
  return identity;
}

async function unlocked(bytes: Uint8Array, passphrase: string): Promise<string | undefined> {
  const opening = new Decrypter();
  opening.addPassphrase(passphrase);
  try {
    return (await opening.decrypt(bytes, 'text')).trim();
  } catch {
    return undefined; // Another passphrase, or a key that has not come whole yet.
  }
}

async function shelfOf(identity: string, identities: readonly string[]): Promise<Shelf> {
  const recipient = await identityToRecipient(identity);
  const naming = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(`laurel names ${identity}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return {
    sealed: true,
    // Names tell nothing either: whoever has a badge could find it by its hash.
    stored: async (name) => {
      const signed = await crypto.subtle.sign('HMAC', naming, new TextEncoder().encode(name));
      const hex = Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
      return `${hex.slice(0, 32)}.age`;
    },
    pack: async (bytes) => {
      const locking = new Encrypter();
      locking.addRecipient(recipient);
      return new Uint8Array(await locking.encrypt(bytes));
    },
    unpack: async (name, bytes) => {
      if (!name.endsWith('.age')) return undefined; // Anybody could have put it there.
      const opening = new Decrypter();
      for (const one of new Set([identity, ...identities])) opening.addIdentity(one);
      try {
        return new Uint8Array(await opening.decrypt(bytes));
      } catch {
        return undefined; // Not whole yet, or under a key that this passphrase does not open.
      }
    },
  };
}
