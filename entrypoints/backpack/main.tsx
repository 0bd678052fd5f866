import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { BackpackPage } from '../../components/backpack/backpack-page';
import { NotInPrivateWindows } from '../../components/backpack/empty-states';
import type { BackpackSurroundings } from '../../components/backpack/surroundings';
import { setUpPage } from '../../components/page-setup';
import { openOrganisedBackpack } from '../../lib/backpack/organised-backpack';
import type { ReadAddress } from '../../lib/collect';
import { fromBase64 } from '../../lib/formats/base64';
import { ask, onEvent, requestHosts, tellPages } from '../../lib/platform';
import '../../components/theme.css';

const readAddress: ReadAddress = async (url, accept) => {
  const answer = await ask('readAddress', { url, accept });
  if ('refused' in answer) return answer;
  return { url: answer.url, status: answer.status, bytes: Uint8Array.from(fromBase64(answer.base64)) };
};

const around: BackpackSurroundings = {
  open: () => openOrganisedBackpack(),
  recheck: async (badgeId) => (await ask('recheckSaved', { badgeId })).kind,
  refresh: (badgeId) => ask('refreshSaved', { badgeId }),
  allowHosts: requestHosts,
  onChanged: (listener) => {
    const end = new AbortController();
    onEvent(({ event }) => event === 'backpackChanged' && listener(), end.signal);
    return () => end.abort();
  },
  tellChanged: () => void tellPages({ event: 'backpackChanged' }),
  // Reading strangers' documents takes a lot of code; most visits to the backpack never need it.
  contentsOf: async (bytes, at) => (await import('../../lib/collect/contents')).contentsOf(bytes, at),
  takePdf: async (pdf, signal) => {
    const [{ takePdf }, { readPdfApart }] = await Promise.all([
      import('../../lib/collect/pdfs'),
      import('../../components/pdf/read-apart'),
    ]);
    return takePdf(pdf, { readPdf: readPdfApart, readAddress }, signal);
  },
  readAddress,
  replay: async (document, evidence, now) => {
    const [{ verify }, { replayOf }] = await Promise.all([
      import('../../lib/verify'),
      import('../../lib/verify/explain/replay'),
    ]);
    return verify(document, { fetch: replayOf(evidence), now });
  },
};

setUpPage(i18n.t('backpack.pageTitle'));
const root = document.getElementById('app');
const isPrivate = browser.extension.inIncognitoContext;
if (root) render(isPrivate ? <NotInPrivateWindows /> : <BackpackPage around={around} />, root);
