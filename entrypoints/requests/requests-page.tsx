import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { momentInWords } from '../../components/dates';
import type { LoggedRequest } from '../../lib/net';
import { readRequestLog } from '../../lib/platform';

const WHY = {
  'page picture': 'picture',
  click: 'click',
  'standing choice': 'standing',
  'saved badge': 'saved',
} as const;

/** What left this machine, where to, and why: newest first. */
export function RequestsPage() {
  const [requests, setRequests] = useState<LoggedRequest[]>();
  const read = () => void readRequestLog().then((log) => setRequests([...log].reverse()));
  useEffect(read, []);
  return (
    <main class="requests">
      <header>
        <h1>{i18n.t('requests.title')}</h1>
        <p class="soft">{i18n.t('requests.lead')}</p>
        <button type="button" onClick={read}>
          {i18n.t('requests.again')}
        </button>
      </header>
      {requests?.length === 0 && <p class="nothing">{i18n.t('requests.none')}</p>}
      {requests !== undefined && requests.length > 0 && <RequestTable requests={requests} />}
    </main>
  );
}

function RequestTable({ requests }: { requests: LoggedRequest[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{i18n.t('requests.when')}</th>
          <th scope="col">{i18n.t('requests.where')}</th>
          <th scope="col">{i18n.t('requests.why')}</th>
          <th scope="col">{i18n.t('requests.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={`${request.time} ${request.url}`}>
            <td class="figures">{momentInWords(request.time)}</td>
            <td>
              <strong>{request.host}</strong>
              <span class="address soft small">{request.url}</span>
              {request.finalUrl !== undefined && (
                <span class="address soft small">{i18n.t('requests.sentOn', { to: request.finalUrl })}</span>
              )}
            </td>
            <td>{i18n.t(`requests.reasons.${WHY[request.why]}`)}</td>
            <td>{outcomeInWords(request)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function outcomeInWords({ outcome, status, bytes }: LoggedRequest): string {
  if (outcome !== 'answered') return i18n.t(`requests.outcomes.${outcome}`);
  const kilobytes = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(
    (bytes ?? 0) / 1000,
  );
  return i18n.t('requests.answered', { status: String(status ?? ''), kilobytes });
}
