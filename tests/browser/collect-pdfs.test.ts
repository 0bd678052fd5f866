// PDFs into the backpack: what is attached to them, where they lead, and one that never comes to an end.
import { expect, test } from 'vitest';
import { endlessPdf, madePdf } from '../unit/pdf/made-pdf';
import { collecting, DIVING, drop, inBackpack, lines, press, results, TUTOR, zipped } from './collecting';
import { emptyBackpack } from './empty-backpack';
import { waitFor } from './harness';
import { says } from './words';

const { at, file, award, picture } = collecting();

test('PDFs: what is attached comes in at once, a link is followed by a click, and each says what it is', async () => {
  const { sites } = at();
  const page = await emptyBackpack(at().laurel);
  const { form } = award('Accessible Charts');
  const url = form.kind === 'link' ? form.url : '';
  const before = sites.log.length;
  const attached = madePdf({ links: [url], files: [{ name: 'badge.png', bytes: picture(DIVING) }] });
  await drop(
    page,
    file('diploma.pdf', attached),
    file('letter.pdf', madePdf({})),
    file('broken.pdf', '%PDF-1.7\nnothing of a PDF'),
    file('locked.pdf', madePdf({ links: [url], trailer: '/Encrypt << /V 1 >>' })),
    file(
      'all.zip',
      await zipped({ 'a/tutor.pdf': madePdf({ files: [{ name: 'b.png', bytes: picture(TUTOR) }] }) }),
    ),
  );
  const summary = /2 badges added, 1 without a badge, 2 could not be added, 1 link to look at/;
  const all = await results(page, summary);
  const line = (name: string) => all.find((one) => one.startsWith(name));
  expect(line('diploma.pdf/badge.png')).toContain('In your backpack');
  expect(line(`diploma.pdf: ${url}`)).toContain('To look there, Laurel has to ask academy.example.');
  expect(line('letter.pdf')).toContain('There is no badge attached to this PDF, and no link in it.');
  expect(line('broken.pdf')).toContain('It may be damaged');
  expect(line('locked.pdf')).toContain('This PDF is locked');
  expect(line('all.zip/a/tutor.pdf/b.png')).toContain('In your backpack');
  const asked = () => sites.log.slice(before).some(({ path }) => path !== '/' && url.endsWith(path));
  expect(asked()).toBe(false);
  await press(page, 'Look there');
  await results(page, /3 badges added/);
  expect(asked()).toBe(true);
  await waitFor('all three', async () =>
    (await inBackpack(page)).join() === `Accessible Charts,${DIVING},${TUTOR}` ? true : undefined,
  );
});

test('a PDF that never comes to an end: it is ended, and what was given with it comes in', async () => {
  const page = await emptyBackpack(at().laurel);
  await drop(page, file('hostile.pdf', endlessPdf()), file('diving.png', picture(DIVING)));
  await says(page, /Adding 1 of 2/);
  await press(page, 'Stop');
  await results(page, /1 badge added, 1 not tried/);
  await press(page, 'Try it again');
  // Twenty seconds are given to it; the page stays free meanwhile.
  await says(page, /Adding 0 of 1/);
  await press(page, 'Who I am');
  await says(page, /Addresses, names, DIDs and profile pages/);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => /could not read this PDF to its end/.test(document.body.innerText), {
    timeout: 60_000,
  });
  expect(await lines(page)).toEqual([
    expect.stringContaining('diving.png In your backpack'),
    expect.stringContaining('hostile.pdf Laurel could not read this PDF to its end'),
  ]);
}, 120_000);
