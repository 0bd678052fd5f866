// A file under a passphrase, in the format of age (age-encryption.org/v1, scrypt): its own programs open it too.
import { Decrypter, Encrypter } from 'age-encryption';

/** Gives the file that only this passphrase opens. */
export async function seal(file: Blob, passphrase: string): Promise<Blob> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return new Response(await encrypter.encrypt(file.stream())).blob();
}

export type Unsealed =
  | { kind: 'file'; file: Blob }
  | { kind: 'problem'; code: 'wrong-passphrase' | 'damaged' };

/** The whole file, once every part of it is known to be as it was sealed. Rejects when the disk can not be read. */
export async function unseal(file: Blob, passphrase: string): Promise<Unsealed> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let opened: ReadableStream<Uint8Array>;
  try {
    opened = await decrypter.decrypt(file.stream());
  } catch (cause) {
    // Its own words are all that age gives to tell the two apart.
    const isWrong = cause instanceof Error && /no identity matched/.test(cause.message);
    return { kind: 'problem', code: isWrong ? 'wrong-passphrase' : 'damaged' };
  }
  try {
    return { kind: 'file', file: await new Response(opened).blob() };
  } catch {
    return { kind: 'problem', code: 'damaged' };
  }
}
