// What every kind of status has in common: an entry in the credential, a list elsewhere, an answer.
import type { Node } from '../../credential';
import type { Secured, Standing, VerifyContext } from '../context';
import type { Check } from '../report';

export type StatusAnswer = Standing['status'];

export interface StatusQuestion {
  /** One member of credentialStatus, from what was signed. */
  entry: Node;
  credential: { id?: string; issuerId?: string };
  context: VerifyContext;
  verifySecured: VerifySecured;
}

/** Proof, key and issuer binding of a status list that is itself a credential; `text` is JSON or a JWT. */
export type VerifySecured = (text: string, context: VerifyContext) => Promise<Secured>;

/** Records what it found in the context; an answer that was not had is `could-not-check`. */
export type StatusType = (question: StatusQuestion) => Promise<StatusAnswer>;

/** Records an unknown check: the list says nothing that can be relied on. */
export function notHad({ context }: StatusQuestion, check: Omit<Check, 'id' | 'outcome'>): StatusAnswer {
  context.record({ id: 'status', outcome: 'unknown', ...check });
  return 'could-not-check';
}
