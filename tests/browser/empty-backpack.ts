// The backpack as it is at first, for tests that share a browser.
import type { Page } from 'puppeteer-core';
import { type Laurel, waitFor } from './harness';

/** The backpack's page in a tab, with nothing in it. */
export async function emptyBackpack(laurel: Laurel): Promise<Page> {
  const page = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  // Its page makes the stores: opened before it, there would be none.
  await waitFor('the backpack to open', () =>
    page.evaluate(() => document.querySelector('.empty, ul[aria-label="Backpack"]') !== null || undefined),
  );
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done, failed) => {
      const request = indexedDB.open('laurel');
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores, 'readwrite');
    for (const store of stores) transaction.objectStore(store).clear();
    await new Promise((done) => {
      transaction.oncomplete = done;
    });
    database.close();
  });
  await page.reload();
  await waitFor('the backpack to be empty', () =>
    page.evaluate(() => document.body.innerText.includes('Your backpack is empty') || undefined),
  );
  return page;
}
