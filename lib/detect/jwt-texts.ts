import { LIMITS } from './limits';
import type { Strategy } from './strategy';

const COMPACT = /^\s*([\w-]+\.([\w-]+)\.[\w-]+)\s*$/;

/** A credential shown as its compact JWT, the way wallets and demos print it. */
export const jwtTexts: Strategy = {
  selector: 'pre, code',
  source: (element) => {
    const text = element.firstChild?.nodeValue?.trimStart();
    return text?.startsWith('eyJ') && text.length <= LIMITS.jwtChars ? text.slice(-100) : undefined;
  },
  look(element) {
    const [, jws, claims] = COMPACT.exec(element.textContent ?? '') ?? [];
    if (
      jws === undefined ||
      claims === undefined ||
      !/OpenBadgeCredential|AchievementCredential|ClrCredential/.test(decoded(claims))
    )
      return [];
    return [{ body: { kind: 'text', text: jws, media: 'jws' }, on: element, placement: 'text' }];
  },
};

function decoded(base64url: string): string {
  try {
    return atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    // Three dotted words that are no JWT.
    return '';
  }
}
