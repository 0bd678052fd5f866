// StatusList2021Entry: the draft that became Bitstring Status List, still in badges of 2021 to 2024.
import { checkListed } from './listed-entry';
import type { StatusType } from './status-type';

export const checkStatusList2021: StatusType = (question) =>
  checkListed(
    {
      purpose: question.entry.statusPurpose,
      index: question.entry.statusListIndex,
      size: undefined,
      list: question.entry.statusListCredential,
      purposeInList: true,
    },
    { subjectType: 'StatusList2021', encoding: 'base64url' },
    question,
  );
