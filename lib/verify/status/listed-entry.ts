// An entry's place in a list of bits, and what a set bit means for the badge.
import { isNode, listOf, type Node, plainValue, readName, readText } from '../../credential';
import { entryAt } from './bits';
import { fetchListCredential, type ListFormat } from './list-credential';
import { notHad, type StatusAnswer, type StatusQuestion } from './status-type';

/** An entry after its type's own field names were read. */
export interface ListedEntry {
  purpose: unknown;
  index: unknown;
  /** Bits an entry; 1 where the type knows nothing else. */
  size: unknown;
  list: unknown;
  /** Whether the list has to name the entry's purpose. */
  purposeInList: boolean;
}

/** Shorter lists single out their few members (Bitstring Status List §6.2: herd privacy). */
const MIN_ENTRIES = 131_072;
/** More than 16 bits would be 65,536 different messages. */
const MAX_ENTRY_BITS = 16;

export async function checkListed(
  listed: ListedEntry,
  format: ListFormat,
  question: StatusQuestion,
): Promise<StatusAnswer> {
  const purpose = readName(listed.purpose);
  const index = readInteger(listed.index);
  const size = listed.size === undefined ? 1 : readInteger(listed.size);
  const isSizeRead = size !== undefined && size >= 1 && size <= MAX_ENTRY_BITS;
  if (purpose === undefined || index === undefined || !isSizeRead) {
    const field =
      purpose === undefined ? 'statusPurpose' : index === undefined ? 'statusListIndex' : 'statusSize';
    return notHad(question, { code: 'status-malformed', params: { field } });
  }

  const list = await fetchListCredential(listed.list, format, question);
  if (list.kind === 'answer') return list.answer;
  if (listed.purposeInList && !listOf(list.subject.statusPurpose).some((one) => readName(one) === purpose)) {
    return notHad(question, { code: 'status-purpose-differs', params: { purpose } });
  }
  const status = entryAt(list.bits, index, size);
  if (status === undefined)
    return notHad(question, { code: 'status-index-beyond', params: { index: String(index) } });
  if (list.bits.length * 8 < MIN_ENTRIES * size) {
    question.context.record({ id: 'status', outcome: 'warning', code: 'status-list-short' });
  }
  return status === 0 ? good(purpose, question) : meaningOf(purpose, status, question);
}

function good(purpose: string, { context }: StatusQuestion): StatusAnswer {
  context.record({ id: 'status', outcome: 'passed', code: 'status-good', params: { purpose } });
  return 'good';
}

function meaningOf(purpose: string, status: number, question: StatusQuestion): StatusAnswer {
  const { entry, context } = question;
  switch (purpose) {
    case 'revocation':
      context.record({ id: 'status', outcome: 'failed', code: 'revoked' });
      return 'revoked';
    case 'suspension':
      context.record({ id: 'status', outcome: 'failed', code: 'suspended' });
      return 'suspended';
    case 'refresh':
      context.record({ id: 'status', outcome: 'warning', code: 'status-refresh' });
      return 'good';
    case 'message': {
      const message = messageOf(entry, status) ?? String(status);
      context.record({ id: 'status', outcome: 'warning', code: 'status-message', params: { message } });
      return 'good';
    }
    default:
      return notHad(question, { code: 'status-purpose-unknown', params: { purpose } });
  }
}

/** `statusMessage`: `[{ status: '0x1', message: '...' }]`. */
function messageOf(entry: Node, status: number): string | undefined {
  const messages = listOf(entry.statusMessage).filter(isNode);
  const said = messages.find((one) => {
    const code = plainValue(one.status);
    return typeof code === 'string' && /^0x[0-9a-f]{1,8}$/i.test(code) && Number(code) === status;
  });
  return said === undefined ? undefined : readText(said.message)?.slice(0, 500);
}

/** Integers, also written as decimal strings; nothing else. */
function readInteger(value: unknown): number | undefined {
  const plain = plainValue(value);
  const number = typeof plain === 'string' && /^\d{1,12}$/.test(plain) ? Number(plain) : plain;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
