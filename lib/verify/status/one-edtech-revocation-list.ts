// 1EdTechRevocationList (VCRL 1.0): a plain list of ids. It is not signed: the connection vouches for it.
import { isNode, listOf, type Node, nodeOf, readAddress, readId, readText, termOf } from '../../credential';
import { unavailableCheck } from '../context';
import { parseListBytes } from '../parse-json';
import { notHad, type StatusAnswer, type StatusQuestion, type StatusType } from './status-type';

export const checkOneEdTechRevocationList: StatusType = async (question) => {
  const { entry, credential, context } = question;
  const url = readAddress(termOf(entry, 'id'));
  if (url === undefined) return notHad(question, { code: 'status-malformed', params: { field: 'id' } });
  if (credential.id === undefined)
    return notHad(question, { code: 'status-malformed', params: { field: 'credential.id' } });

  const fetched = await context.get(url, 'application/json');
  if (fetched.kind === 'unavailable') {
    context.record({ about: url, ...unavailableCheck('status', fetched) });
    return 'could-not-check';
  }
  const { host } = new URL(url);
  if (fetched.status < 200 || fetched.status > 299) {
    const params = { host, status: String(fetched.status), reason: 'host' };
    return notHad(question, { code: 'host-status', params, about: url });
  }
  const parsed = parseListBytes(fetched.bytes);
  if (parsed.kind === 'problem' && parsed.code !== 'not-json')
    return notHad(question, { code: 'limit', about: url });
  const list = parsed.kind === 'value' && isNode(parsed.value) ? parsed.value : undefined;
  // Absent is not empty: a page of another kind lists nothing either.
  if (list === undefined || !Array.isArray(list.revokedCredential)) {
    return notHad(question, { code: 'status-list-kind', params: { host }, about: url });
  }
  noteProvenance(list, url, question);
  return answerOf(list.revokedCredential, credential.id, question);
};

function answerOf(revoked: readonly unknown[], id: string, { context }: StatusQuestion): StatusAnswer {
  const listed = revoked.filter((one) => readId(isNode(one) ? termOf(one, 'id') : one) === id);
  // An entry may also take its revocation back.
  const entry = listed.find((one) => !isNode(one) || one.revoked !== false);
  if (entry === undefined) {
    context.record({ id: 'status', outcome: 'passed', code: 'status-good-unsigned' });
    return 'good';
  }
  const reason = isNode(entry) ? readText(entry.revocationReason) : undefined;
  const params = reason === undefined ? {} : { params: { reason } };
  context.record({ id: 'status', outcome: 'failed', code: 'revoked', ...params });
  return 'revoked';
}

function noteProvenance(list: Node, url: string, { context, credential }: StatusQuestion): void {
  if (url.startsWith('http:')) {
    const params = { host: new URL(url).host };
    context.record({ id: 'status', outcome: 'warning', code: 'unprotected-transport', params, about: url });
  }
  const profile = nodeOf(list, 'issuer');
  const issuer = readId(profile === undefined ? listOf(list.issuer)[0] : termOf(profile, 'id'));
  if (issuer !== undefined && issuer !== credential.issuerId) {
    context.record({
      id: 'status',
      outcome: 'warning',
      code: 'status-list-other-issuer',
      params: { issuer },
      about: url,
    });
  }
}
