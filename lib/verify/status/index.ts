// Whether a credential still stands: every entry of its credentialStatus, by a table of the known types.
import { isNode, readName, typesOf } from '../../credential';
import type { Standing, VerifyContext } from '../context';
import { checkBitstringStatusList } from './bitstring-status-list';
import { checkOneEdTechRevocationList } from './one-edtech-revocation-list';
import { checkRevocationList2020 } from './revocation-list-2020';
import { checkStatusList2021 } from './status-list-2021';
import type { StatusAnswer, StatusType, VerifySecured } from './status-type';

export type { VerifySecured } from './status-type';

const STATUS_TYPES: Readonly<Record<string, StatusType>> = {
  BitstringStatusListEntry: checkBitstringStatusList,
  '1EdTechRevocationList': checkOneEdTechRevocationList,
  StatusList2021Entry: checkStatusList2021,
  RevocationList2020Status: checkRevocationList2020,
};

/** The gravest that is certain wins: an authentic revocation is not undone by another list's silence. */
const WORST_FIRST: readonly StatusAnswer[] = ['revoked', 'suspended', 'could-not-check', 'good'];

/** Each list is one or two requests; no honest credential has more. */
const MAX_ENTRIES = 8;

/**
 * The worst of all entries (VCDM 2.0 §4.10; OB 3.0 verification step 4). `entries` are the members of the
 * signed credentialStatus; none means that the issuer offers no status, which is `good` and said. A list that
 * is unreachable, expired or changed gives `could-not-check`, never `good` and never `revoked`.
 */
export async function checkStatus(
  entries: unknown[],
  credential: { id?: string; issuerId?: string },
  context: VerifyContext,
  verifySecured: VerifySecured,
): Promise<Standing['status']> {
  if (entries.length === 0) {
    context.record({ id: 'status', outcome: 'skipped', code: 'no-status' });
    return 'good';
  }
  const answers: StatusAnswer[] = [];
  for (const entry of entries.slice(0, MAX_ENTRIES)) {
    answers.push(await checkEntry(entry, credential, context, verifySecured));
  }
  if (entries.length > MAX_ENTRIES) {
    context.record({ id: 'status', outcome: 'unknown', code: 'limit' });
    answers.push('could-not-check');
  }
  return WORST_FIRST.find((answer) => answers.includes(answer)) ?? 'could-not-check';
}

async function checkEntry(
  entry: unknown,
  credential: { id?: string; issuerId?: string },
  context: VerifyContext,
  verifySecured: VerifySecured,
): Promise<StatusAnswer> {
  const types = isNode(entry) ? typesOf(entry) : [];
  const known = types.find((type) => Object.hasOwn(STATUS_TYPES, type));
  const check = known === undefined ? undefined : STATUS_TYPES[known];
  if (!isNode(entry) || check === undefined) {
    const name = readName(types[0]) ?? '';
    context.record({ id: 'status', outcome: 'unknown', code: 'status-unknown', params: { name } });
    return 'could-not-check';
  }
  return check({ entry, credential, context, verifySecured });
}
