import { withoutIdentity } from '../context';
import type { EvidenceDocument } from '../report';

type KeptDocument = Pick<EvidenceDocument, 'url' | 'finalUrl' | 'status' | 'mediaType' | 'bytes'>;

/** Answers with the documents that a check relied on; what was not kept counts as not asked. */
export function replayOf(evidence: readonly KeptDocument[]): typeof globalThis.fetch {
  const kept = new Map(evidence.map((document) => [document.url, document]));
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const document = kept.get(withoutIdentity(url));
    if (document === undefined) throw new NotKept(URL.canParse(url) ? new URL(url).host : '');
    const { finalUrl = url, status, mediaType, bytes } = document;
    // Statuses that may not have a body refuse even an empty one.
    const body = [101, 204, 205, 304].includes(status) ? null : bytes.slice();
    const response = new Response(body, { status, headers: { 'content-type': mediaType } });
    // A redirect is part of the answer: where a document came from in the end decides whose word it is.
    return Object.defineProperty(response, 'url', { value: finalUrl });
  };
}

class NotKept extends Error {
  /** As lib/net's refusals say it: nobody was asked. */
  readonly reason = 'offline';
  constructor(readonly host: string) {
    super(`no document of ${host} was kept`);
  }
}
