// Members of a CLR (CLR 2.0 ClrSubject): credentials of their own, embedded, enveloped or as JWTs.
import { isNode, listOf, type Node } from '../../credential';
import { documentsIn } from '../extract';
import type { NestedDocument } from './index';

export function partsOf(credential: Node): NestedDocument[] {
  return listOf(credential.credentialSubject)
    .filter(isNode)
    .flatMap((subject) => listOf(subject.verifiableCredential))
    .flatMap((member) => documentsIn(member, JSON.stringify(member)))
    .filter(({ form }) => form !== 'address')
    .map((document) => ({ document, notes: () => [] }));
}
