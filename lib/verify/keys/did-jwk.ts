// did:jwk: the identifier is a JWK in base64url ([DIDJWK]).
import { decodeUtf8, parseObject } from '../parse-json';
import { fromBase64Url } from './bytes';
import type { ControllerMethod } from './controller';
import { type KeyOutcome, keyFromJwk, malformed } from './public-key';

export const didJwk: ControllerMethod = {
  handles: (id) => id.startsWith('did:jwk:'),
  async resolve(id) {
    return { kind: 'bare', id, key: readKey(id.slice('did:jwk:'.length)) };
  },
};

function readKey(encoded: string): KeyOutcome {
  const bytes = encoded.length > 8192 ? undefined : fromBase64Url(encoded);
  const text = bytes === undefined ? undefined : decodeUtf8(bytes);
  const parsed = text === undefined ? undefined : parseObject(text);
  return parsed?.kind === 'object' ? keyFromJwk(parsed.value) : malformed();
}
