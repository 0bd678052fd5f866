// did:web: a DID document at an https address ([DIDWEB]).
import { sealerOfAddress } from '../platforms';
import { type ControllerMethod, fetchController } from './controller';

export const didWeb: ControllerMethod = {
  handles: (id) => id.startsWith('did:web:'),
  async resolve(id, context) {
    const place = didWebPlace(id);
    if (place === undefined) return { kind: 'malformed', id };
    return fetchController(id, place.document, sealerOfAddress(place.home), context);
  },
};

/** `did:web:host%3A8443:a:b` -> its document `https://host:8443/a/b/did.json` and home `https://host:8443/a/b`. */
export function didWebPlace(did: string): { document: string; home: string } | undefined {
  const [host = '', ...path] = did.slice('did:web:'.length).split(':');
  const authority = host.replace(/%3A/gi, ':');
  // Only a name and a port: nothing that would make the address mean another host or path.
  if (!/^[a-z0-9.-]+(?::\d{1,5})?$/i.test(authority) || !path.every(isPlainSegment)) return undefined;
  const home = `https://${authority}/${path.join('/')}`;
  const document = path.length === 0 ? `https://${authority}/.well-known/did.json` : `${home}/did.json`;
  return URL.canParse(document) ? { document, home } : undefined;
}

function isPlainSegment(segment: string): boolean {
  return (
    /^(?:[\w.~!$&'()*+,;=@-]|%[0-9a-f]{2})+$/i.test(segment) &&
    !/^(?:\.|%2e)+$/i.test(segment) &&
    !/%2f|%5c/i.test(segment)
  );
}
