import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { BackpackPage } from '../../components/backpack/backpack-page';
import type { BackpackSurroundings } from '../../components/backpack/surroundings';
import { setUpPage } from '../../components/page-setup';
import { onWorkerEvent } from '../../components/worker-events';
import { openBackpack } from '../../lib/backpack';
import { ask, type Event } from '../../lib/platform';
import { extract } from '../../lib/verify';
import '../../components/theme.css';

const around: BackpackSurroundings = {
  open: () => openBackpack(),
  recheck: async (badgeId) => (await ask('recheckSaved', { badgeId })).kind,
  onChanged: (listener) => onWorkerEvent(({ event }) => event === 'backpackChanged' && listener()),
  tellChanged: () => {
    const event: Event = { event: 'backpackChanged' };
    // Rejects when no other page of Laurel is open to hear it.
    browser.runtime.sendMessage(event).catch(() => undefined);
  },
  documentsIn: async (bytes) => (await extract({ kind: 'file', bytes }, {})).documents,
};

setUpPage(i18n.t('backpack.pageTitle'));
const root = document.getElementById('app');
if (root) render(<BackpackPage around={around} />, root);
