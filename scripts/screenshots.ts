// `npm run screenshots`: pictures of every surface for docs/screenshots, light and dark.
import { fileURLToPath } from 'node:url';
import { launch } from '../tests/browser/harness';
import { openPortfolio, popupWithAnswers, saveFromPopup, waitForWelcome } from '../tests/browser/tour';
import { startSites } from '../tests/sites';
import { buildE2e } from './build-e2e';
import { photographBackpack, photographer, photographPage, photographPopup, type Theme } from './photographs';

const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const THEMES: Theme[] = ['light', 'dark'];
const KEPT = [
  'Scientific Diving',
  'Open Research Practice',
  'Polar Field Camp',
  'Data Storyteller',
  'Repair Café Host',
  'Night Sky Guide',
  'First Aid at Sea',
  'Bicycle Mechanic',
  'Statistics Tutor',
];
const SHOWN = 'Scientific Diving';

buildE2e();
const sites = await startSites();
try {
  for (const theme of THEMES) await takeAll(theme);
} finally {
  await sites.close();
}

async function takeAll(theme: Theme): Promise<void> {
  const laurel = await launch({ build: 'chrome-mv3-e2e', sites, colorScheme: theme });
  try {
    const take = photographer(FOLDER, theme);
    const welcome = await laurel.openOwn('welcome.html', { width: 1280, height: 900 });
    await waitForWelcome(welcome);
    await take(welcome, 'welcome');
    await welcome.close();

    await laurel.setChecking('automatic');
    const page = await openPortfolio(laurel, sites);
    const popup = await popupWithAnswers(laurel, page, sites.expected.length);
    await photographPopup(popup, take);
    await photographPage(laurel, page, SHOWN, take);
    await popup.bringToFront();
    for (const name of KEPT) await saveFromPopup(popup, name);
    await photographBackpack(laurel, SHOWN, take);
  } finally {
    await laurel.close();
  }
}
