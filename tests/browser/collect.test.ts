// Every way into the backpack, as a person takes it: choosers, dropped folders, the clipboard, addresses, exports of
// other backpacks and wallets; and what happens when a way is cut short.
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { madePdf } from '../unit/pdf/made-pdf';
import {
  BICYCLE,
  collecting,
  DIVING,
  drop,
  give,
  inBackpack,
  lines,
  paste,
  press,
  results,
  STORYTELLER,
  summaryOf,
  TUTOR,
  zipped,
} from './collecting';
import { emptyBackpack } from './empty-backpack';
import { waitFor } from './harness';
import { says } from './words';

const { at, file, award, picture, credential, folder } = collecting();

async function copy(page: Page, text: string): Promise<void> {
  const { laurel } = at();
  await laurel.browser
    .defaultBrowserContext()
    .overridePermissions(laurel.address(''), ['clipboard-read', 'clipboard-write']);
  await page.bringToFront();
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
}

test('a folder that is dropped: what is in it and below, one badge of a picture and the file beside it', async () => {
  const page = await emptyBackpack(at().laurel);
  file('Badges/diving/image.png', picture(DIVING));
  file('Badges/diving/assertion.json', JSON.stringify(JSON.parse(await credential(DIVING)), null, 4));
  file('Badges/deep/er/still/tutor.png', picture(TUTOR));
  file('Badges/readme.txt', 'made by another backpack');
  file('Badges/.DS_Store', 'x');
  await drop(page, join(folder(), 'Badges'));
  expect((await results(page, /2 badges added.*1 came twice/)).map((line) => line.split(' ')[0])).toEqual([
    'Badges/deep/er/still/tutor.png',
    'Badges/diving/image.png',
    'Badges/diving/assertion.json',
  ]);
  await waitFor('both in the list', async () =>
    (await inBackpack(page)).join() === `${DIVING},${TUTOR}` ? true : undefined,
  );
});

test('a folder that is chosen', async () => {
  const page = await emptyBackpack(at().laurel);
  file('Export/one/diving.png', picture(DIVING));
  file('Export/two/bicycle.png', picture(BICYCLE));
  await give(page, ':not([accept])', join(folder(), 'Export'));
  await results(page, /2 badges added/);
  expect((await lines(page)).map((line) => line.split(' ')[0]).sort()).toEqual([
    'Export/one/diving.png',
    'Export/two/bicycle.png',
  ]);
});

test('many files at once: each has its own result, and one click takes back exactly what came in', async () => {
  const page = await emptyBackpack(at().laurel);
  await give(page, '[accept]', file('before.png', picture(DIVING)));
  await results(page, /1 badge added/);
  await page.locator('button[aria-label="Close the results"]').click();
  await drop(
    page,
    file('diving.png', picture(DIVING)),
    file('tutor.png', picture(TUTOR)),
    file('photo.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)),
    file('half.png', picture(BICYCLE).subarray(0, 90)),
  );
  const all = await results(page, /1 badge added, 1 you had already, 2 without a badge/);
  expect(all.find((line) => line.startsWith('diving.png'))).toContain('You have this one already');
  expect(all.find((line) => line.startsWith('tutor.png'))).toContain('In your backpack');
  await press(page, 'Take it out again');
  await results(page, /1 taken out again/);
  await waitFor('only the earlier one', async () =>
    (await inBackpack(page)).join() === DIVING ? true : undefined,
  );
});

test('the backup of a wallet: each credential, and no key of its owner', async () => {
  const page = await emptyBackpack(at().laurel);
  const contents = [
    JSON.parse(await credential(DIVING)),
    JSON.parse(await credential(TUTOR)),
    { id: 'did:key:z6Mk#a', type: 'Ed25519VerificationKey2020', privateKeyMultibase: 'zVerySecret' },
  ];
  const wallet = [
    { '@context': ['https://w3id.org/wallet/v1'], type: 'UniversalWallet2020', status: 'UNLOCKED', contents },
  ];
  await drop(
    page,
    file('Wallet Backup.json', JSON.stringify(wallet, null, 2)),
    file('Locked.json', 'locked_wallet:U2Fsd'),
  );
  const all = await results(page, /2 badges added, 1 could not be added/);
  expect(all.find((line) => line.startsWith('Locked'))).toContain('locked with a password');
  const everything = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('laurel');
      request.onsuccess = () => done(request.result);
    });
    const request = database.transaction('files').objectStore('files').getAll();
    await new Promise((done) => {
      request.onsuccess = done;
    });
    database.close();
    return request.result.map(({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes));
  });
  expect(everything).toHaveLength(2);
  expect(everything.join()).not.toContain('zVerySecret');
});

test('JSON from the clipboard comes in at once, and an address waits for a click', async () => {
  const { sites } = at();
  const page = await emptyBackpack(at().laurel);
  await copy(page, await credential(DIVING));
  await paste(page);
  await results(page, /1 badge added/);
  const { form } = award('Accessible Charts');
  const url = form.kind === 'link' ? form.url : '';
  const before = sites.log.length;
  await copy(page, url);
  await paste(page);
  await says(page, /Laurel has to ask academy\.example\. They will learn that someone looked/);
  expect(sites.log.slice(before).map(({ host }) => host)).not.toContain('academy.example');
  await press(page, 'Look there');
  await results(page, /2 badges added/);
  await waitFor('both in the list', async () =>
    (await inBackpack(page)).join() === `Accessible Charts,${DIVING}` ? true : undefined,
  );
});

test('typed links, one below the other: a picture, a zip, a PDF, a presentation, a page without any, and one that is gone', async () => {
  const { sites } = at();
  const page = await emptyBackpack(at().laurel);
  const host = 'university.example';
  const serve = (path: string, type: string, body: string | Uint8Array, status = 200) =>
    sites.change(host, path, { status, type, body });
  serve('/collect/badge.png', 'image/png', picture(DIVING));
  serve('/collect/export.zip', 'application/zip', await zipped({ 'a/bicycle.png': picture(BICYCLE) }));
  const pdf = madePdf({ files: [{ name: 'badge.png', bytes: picture(STORYTELLER) }] });
  serve('/collect/diploma.pdf', 'application/pdf', pdf);
  const presentation = {
    type: 'VerifiablePresentation',
    verifiableCredential: [JSON.parse(await credential(TUTOR))],
  };
  serve('/collect/vp.json', 'application/json', JSON.stringify(presentation));
  serve('/collect/page', 'text/html', '<p>hello');
  serve('/collect/gone', 'text/plain', '', 410);
  const paths = ['badge.png', 'export.zip', 'diploma.pdf', 'vp.json', 'page', 'gone'];
  await press(page, 'Paste or type');
  await page
    .locator('dialog textarea')
    .fill(paths.map((path) => `https://${host}/collect/${path}`).join('\n'));
  await press(page, 'Look there');
  const all = await results(page, /4 badges added, 1 without a badge, 1 could not be added/);
  expect(all.map((line) => line.replace('https://university.example/collect/', '').slice(0, 40))).toEqual([
    expect.stringContaining('badge.png In your backpack'),
    expect.stringContaining('export.zip/a/bicycle.png'),
    expect.stringContaining('diploma.pdf/badge.png In your'),
    expect.stringContaining('vp.json In your backpack'),
    expect.stringContaining('page There is no badge in this.'),
    expect.stringContaining('gone There is nothing at this'),
  ]);
  await waitFor('all four', async () => ((await inBackpack(page)).length === 4 ? true : undefined));
  expect(sites.log.filter((one) => one.path === '/collect/badge.png')).toHaveLength(1);
});

test('an address inside a private network is never called', async () => {
  const { sites } = at();
  const page = await emptyBackpack(at().laurel);
  await press(page, 'Paste or type');
  await page
    .locator('dialog textarea')
    .fill(`http://127.0.0.1:${sites.privateServer.port}/badge\nhttps://detour.example/badge`);
  await press(page, 'Look there');
  await results(page, /2 could not be added/);
  expect(sites.privateServer.log).toEqual([]);
});

test('a picture from the clipboard has lost its badge: it says so, and offers where it was', async () => {
  const { laurel, sites } = at();
  const page = await emptyBackpack(at().laurel);
  sites.change('university.example', '/collect/badge.png', { type: 'image/png', body: picture(DIVING) });
  await laurel.browser
    .defaultBrowserContext()
    .overridePermissions(laurel.address(''), ['clipboard-read', 'clipboard-write']);
  await page.bringToFront();
  await page.evaluate(
    async (bytes) => {
      await navigator.clipboard.write([
        new ClipboardItem({
          'image/png': new Blob([Uint8Array.from(bytes)], { type: 'image/png' }),
          'text/html': new Blob(['<img src="https://university.example/collect/badge.png">'], {
            type: 'text/html',
          }),
        }),
      ]);
    },
    [...picture(DIVING)],
  );
  await paste(page);
  await says(page, /A picture from the clipboard has lost its badge/);
  await press(page, 'Look at university.example');
  await results(page, /1 badge added/);
});

test('three hundred files: cancelled in the middle what is in is whole, and again brings the rest', async () => {
  const page = await emptyBackpack(at().laurel);
  const base = JSON.parse(await credential(DIVING));
  for (let number = 0; number < 300; number += 1) {
    file(`many/${number}.json`, JSON.stringify({ ...base, id: `urn:uuid:${number}` }));
  }
  await drop(page, join(folder(), 'many'));
  await says(page, /Adding \d+ of 300/);
  await press(page, 'Stop');
  await results(page, /badges? added, \d+ not tried/);
  const added = Number(/(\d+) badges? added/.exec(await summaryOf(page))?.[1]);
  expect(added).toBeLessThan(300);
  expect(await storedCounts(page)).toEqual({ badges: added, files: added });
  await press(page, `Try ${300 - added} again`);
  await says(page, /Checking \d+ of/);
  await press(page, 'Stop');
  await results(page, /300 badges added/);
  expect(await storedCounts(page)).toEqual({ badges: 300, files: 300 });
});

test('a tab that is closed in the middle of an import: nothing half, and nothing twice afterwards', async () => {
  const { laurel } = at();
  const page = await emptyBackpack(at().laurel);
  const base = JSON.parse(await credential(DIVING));
  for (let number = 0; number < 200; number += 1) {
    file(`many/${number}.json`, JSON.stringify({ ...base, id: `urn:uuid:${number}` }));
  }
  await drop(page, join(folder(), 'many'));
  await says(page, /Adding [1-9]\d* of 200/);
  await page.close();
  const again = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  await says(again, /\d+ badges?/);
  const { badges, files } = await storedCounts(again);
  expect(badges).toBe(files);
  expect(badges).toBeLessThan(200);
  await drop(again, join(folder(), 'many'));
  await says(again, /Checking \d+ of/);
  await press(again, 'Stop');
  await results(again, new RegExp(`${200 - badges} badges added, ${badges} you had already`));
  expect(await storedCounts(again)).toEqual({ badges: 200, files: 200 });
});

test('a disk that fills in the middle: says what is in and what is not, and goes on once there is room', async () => {
  const page = await emptyBackpack(at().laurel);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    let room = 1;
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name === 'files' && room-- <= 0 && !('roomAgain' in window)) {
        throw new DOMException('full', 'QuotaExceededError');
      }
      return put.apply(this, given);
    };
  });
  await drop(
    page,
    file('1.png', picture(DIVING)),
    file('2.png', picture(TUTOR)),
    file('3.png', picture(BICYCLE)),
  );
  const all = await results(page, /1 badge added, 1 could not be added, 1 not tried/);
  expect(all.map((line) => line.slice(0, 90))).toEqual([
    expect.stringContaining('1.png In your backpack'),
    expect.stringContaining('There is no room left on this machine.'),
    expect.stringContaining('Not tried, as there was no room left.'),
  ]);
  await says(page, /What it says is in your backpack is whole; the rest is not in it\. Free some space/);
  await page.evaluate(() => Object.assign(window, { roomAgain: true }));
  await press(page, 'Try 2 again');
  await results(page, /3 badges added/);
  await waitFor('all three', async () => ((await inBackpack(page)).length === 3 ? true : undefined));
});

test('a thousand files in one drop leave the page free to act', async () => {
  const page = await emptyBackpack(at().laurel);
  const base = JSON.parse(await credential(DIVING));
  for (let number = 0; number < 1_000; number += 1) {
    file(`many/${number}.json`, JSON.stringify({ ...base, id: `urn:uuid:${number}` }));
  }
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    });
  });
  await drop(page, join(folder(), 'many'));
  // A strict write for each badge takes its time; three looks, as long as any other wait.
  await says(page, /Adding [1-9]\d* of 1,000|Checking \d+ of/);
  // Meanwhile the page does what it is asked.
  await press(page, 'Who I am');
  await says(page, /Addresses, names, DIDs and profile pages/);
  await page.keyboard.press('Escape');
  await says(page, /Adding \d{3} of 1,000|Checking \d+ of/);
  await says(page, /Adding [5-9]\d\d of 1,000|Checking \d+ of/);
  await says(page, /Checking \d+ of 1,000/);
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
  console.log(`1,000 files: the longest task was ${Math.round(longest)} ms`);
  await press(page, 'Stop');
  await results(page, /1,?000 badges added/);
});

async function storedCounts(page: Page): Promise<{ badges: number; files: number }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('laurel');
      request.onsuccess = () => done(request.result);
    });
    const count = async (store: string) => {
      const request = database.transaction(store).objectStore(store).count();
      await new Promise((done) => {
        request.onsuccess = done;
      });
      return request.result;
    };
    const counts = { badges: await count('badges'), files: await count('files') };
    database.close();
    return counts;
  });
}
