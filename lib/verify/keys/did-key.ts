// did:key: the identifier is the key ([DIDKEY]).
import type { ControllerMethod } from './controller';
import { keyFromMultibase } from './multikey';

export const didKey: ControllerMethod = {
  handles: (id) => id.startsWith('did:key:'),
  async resolve(id) {
    return { kind: 'bare', id, key: keyFromMultibase(id.slice('did:key:'.length)) };
  },
};
