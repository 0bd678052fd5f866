// The pages of the page bench. None has a badge: this is what Laurel costs where there is nothing for it. Each tells
// `window.benchDone` when what it does by itself is over.
import { plainPng } from '../../tests/sites/news';
import { html } from '../../tests/sites/page-frame';
import type { Answer, Site } from '../../tests/sites/server';

export const HOST = 'weight.example';

export interface WeighedPage {
  path: string;
  what: string;
  body: string;
  /** Runs in the page after `load`; sets `benchDone`. */
  script: string;
}

const DIFFERENT_PICTURES = 40;
const pictures = (count: number, lazy: boolean) =>
  Array.from(
    { length: count },
    (_, index) =>
      `<img src="/${index % DIFFERENT_PICTURES}.png" width="96" height="64" alt="Picture ${index + 1}"` +
      `${lazy ? ' loading="lazy"' : ''}>`,
  ).join('\n');

const AT_ONCE = 'window.benchDone = true;';

export const PAGES: WeighedPage[] = [
  { path: '/empty', what: 'empty page', body: '<p>Nothing here.</p>', script: AT_ONCE },
  {
    path: '/news',
    what: 'news page, 300 images',
    body: Array.from(
      { length: 300 },
      (_, index) =>
        `<article><h2><a href="/story/${index}">Story ${index}</a></h2>` +
        `<img src="/${index % DIFFERENT_PICTURES}.png" width="300" height="200" alt="">` +
        `<p>Nothing was awarded today, and <a href="/topic/${index}">nobody</a> minded.</p></article>`,
    ).join('\n'),
    script: AT_ONCE,
  },
  { path: '/many', what: '5,000 images', body: pictures(5_000, false), script: AT_ONCE },
  {
    path: '/scroll',
    what: 'infinite scroll',
    body: `<main>${pictures(60, true)}</main>`,
    script: `
      let rounds = 0;
      const main = document.querySelector('main');
      const grow = () => {
        if (rounds === 40) { window.benchDone = true; return; }
        rounds += 1;
        const more = document.createElement('section');
        for (let index = 0; index < 30; index++) {
          const picture = new Image(96, 64);
          picture.loading = 'lazy';
          picture.src = '/' + ((rounds * 30 + index) % ${DIFFERENT_PICTURES}) + '.png';
          more.append(picture);
        }
        main.append(more);
        window.scrollTo(0, document.documentElement.scrollHeight);
        setTimeout(grow, 50);
      };
      grow();`,
  },
  {
    path: '/chat',
    what: 'chat page, constant changes',
    body: '<main></main>',
    script: `
      let said = 0;
      const main = document.querySelector('main');
      const say = () => {
        if (said === 300) { window.benchDone = true; return; }
        said += 1;
        const line = document.createElement('p');
        line.append(Object.assign(new Image(24, 24), { src: '/' + (said % 8) + '.png' }));
        line.append(' Ana wrote line ' + said + ' at ', document.createElement('time'));
        main.append(line);
        for (const time of main.querySelectorAll('time')) time.textContent = String(said);
        if (main.childElementCount > 80) main.firstElementChild.remove();
        setTimeout(say, 8);
      };
      say();`,
  },
];

export function weighedSite(): Site {
  const answers = new Map<string, Answer>();
  for (let index = 0; index < DIFFERENT_PICTURES; index++) {
    const body = plainPng(96, 64, [(index * 37) % 256, (index * 91) % 256, 140]);
    answers.set(`/${index}.png`, {
      type: 'image/png',
      body,
      headers: { 'cache-control': 'max-age=600' },
    });
  }
  for (const { path, what, body, script } of PAGES) {
    answers.set(
      path,
      html(`<!doctype html><html lang="en"><meta charset="utf-8"><title>${what}</title>
<style>body { font: 16px/1.4 sans-serif; }</style>${body}
<script>addEventListener('load', () => { ${script} });</script></html>`),
    );
  }
  return { host: HOST, pages: answers };
}
