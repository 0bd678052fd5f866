import { render } from 'preact';
import { i18n } from '#i18n';
import { BackpackPage } from '../../components/backpack/backpack-page';
import type { BackpackSurroundings } from '../../components/backpack/surroundings';
import { setUpPage } from '../../components/page-setup';
import { openOrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { ask, onEvent, requestHosts, tellPages } from '../../lib/platform';
import '../../components/theme.css';

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
  documentsIn: async (bytes) => {
    // Reading strangers' documents takes a lot of code; most visits to the backpack never need it.
    const [{ extract }, { claimedName }] = await Promise.all([
      import('../../lib/verify'),
      import('../../lib/credential'),
    ]);
    const { documents } = await extract({ kind: 'file', bytes }, {});
    return documents.map((document) => {
      const { name } = document.form === 'json' ? claimedName(parsed(document.text)) : {};
      return name === undefined ? document : { ...document, claimedName: name };
    });
  },
  replay: async (document, evidence, now) => {
    const [{ verify }, { replayOf }] = await Promise.all([
      import('../../lib/verify'),
      import('../../lib/verify/explain/replay'),
    ]);
    return verify(document, { fetch: replayOf(evidence), now });
  },
};

/** Undefined for damaged JSON, which claims nothing; the check says what is wrong with it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

setUpPage(i18n.t('backpack.pageTitle'));
const root = document.getElementById('app');
if (root) render(<BackpackPage around={around} />, root);
