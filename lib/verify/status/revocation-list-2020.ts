// RevocationList2020Status: the oldest of the bit lists; it knows revocation only.
import { checkListed } from './listed-entry';
import type { StatusType } from './status-type';

export const checkRevocationList2020: StatusType = (question) =>
  checkListed(
    {
      purpose: 'revocation',
      index: question.entry.revocationListIndex,
      size: undefined,
      list: question.entry.revocationListCredential,
      purposeInList: false,
    },
    { subjectType: 'RevocationList2020', encoding: 'base64url' },
    question,
  );
