// BitstringStatusListEntry: W3C Bitstring Status List v1.0, what Open Badges 3.0 recommends.
import { checkListed } from './listed-entry';
import type { StatusType } from './status-type';

export const checkBitstringStatusList: StatusType = (question) =>
  checkListed(
    {
      purpose: question.entry.statusPurpose,
      index: question.entry.statusListIndex,
      size: question.entry.statusSize,
      list: question.entry.statusListCredential,
      purposeInList: true,
    },
    { subjectType: 'BitstringStatusList', encoding: 'multibase' },
    question,
  );
