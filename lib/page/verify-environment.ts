import type { VerifyEnvironment } from '../verify';
import { fitsSchema } from '../verify/schema/json-schema';
import { knownIssuers } from './known-issuers';
import type { PageSurroundings } from './surroundings';

/** Everything that a verification in the worker may use; `fetch` goes as far as the person's leave. */
export async function verifyEnvironment(
  around: Pick<PageSurroundings, 'openBackpack' | 'limitAge'>,
  fetch: typeof globalThis.fetch,
): Promise<VerifyEnvironment> {
  return { fetch, limitAge: around.limitAge, fitsSchema, ...(await knownIssuers(around)) };
}
