// portfolio.example: the page of one person, with badges of every sample issuer among ordinary pictures and
// things that only look like badges.
import { artPng, RECIPIENT, type SampleAward } from './award';
import { escapeHtml, html } from './page-frame';
import { avatar, horizon, LOOKALIKES, shield } from './portfolio-pictures';
import { PORTFOLIO_STYLE } from './portfolio-style';
import type { Answer, Site } from './server';

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

/** Who the page says gave the badges: the page's own word, which proves nothing. */
const CLAIMED: Record<string, string> = {
  'academy.example': 'Meridian Academy',
  'university.example': 'Northmoor University',
  'guild.example': 'Harbour Repair Guild',
  'closed.example': 'Skerry Sailing School',
};

/** Badges that lie on their issuer's host, as a hot-linked picture without CORS. */
const HOT_LINKED = new Set(['scientific-diving', 'repair-cafe-host']);

export function buildPortfolio(awards: SampleAward[]): {
  site: Site;
  pictures: Map<string, Map<string, Answer>>;
} {
  const pages = new Map<string, Answer>();
  const pictures = new Map<string, Map<string, Answer>>();
  for (const award of awards) {
    const file = fileOf(award);
    if (!file) continue;
    const host = HOT_LINKED.has(award.slug) ? award.claims : 'portfolio.example';
    const onHost = pictures.get(host) ?? new Map<string, Answer>();
    onHost.set(`/badges/${award.slug}.${file.ending}`, { type: file.type, body: file.body });
    pictures.set(host, onHost);
  }
  for (const [path, answer] of pictures.get('portfolio.example') ?? []) pages.set(path, answer);
  pictures.delete('portfolio.example');

  pages.set('/avatar.svg', { type: 'image/svg+xml', body: avatar() });
  for (const kind of ['day', 'dusk', 'night'] as const) {
    pages.set(`/pictures/${kind}.svg`, { type: 'image/svg+xml', body: horizon(kind) });
  }
  for (const [name, [left, right, colour]] of Object.entries(LOOKALIKES)) {
    pages.set(`/shields/${name}.svg`, { type: 'image/svg+xml', body: shield(left, right, colour) });
  }
  // A badge picture with no badge in it: the art of one that was never awarded.
  pages.set('/pictures/plain-badge.png', { type: 'image/png', body: artPng('data-storyteller') });
  pages.set('/', html(page(awards), { 'set-cookie': 'theme=paper; Secure; SameSite=None; Path=/' }));
  return { site: { host: 'portfolio.example', pages }, pictures };
}

function fileOf({
  form,
}: SampleAward): { ending: string; type: string; body: string | Uint8Array } | undefined {
  switch (form.kind) {
    case 'png':
      return { ending: 'png', type: 'image/png', body: form.bytes };
    case 'svg':
      return { ending: 'svg', type: 'image/svg+xml', body: form.text };
    case 'inline-svg':
    case 'link':
    case 'json-ld':
      return undefined;
  }
}

function page(awards: SampleAward[]): string {
  const late = awards.find((award) => award.slug === 'night-sky-guide');
  const linked = (data: SampleAward) => (data.form.kind === 'link' ? data.form.url : '');
  const charts = awards.find((award) => award.form.kind === 'link');
  const inPage = awards.filter((award) => award.form.kind === 'json-ld');
  const group = (...slugs: string[]) =>
    slugs
      .map((slug) => awards.find((award) => award.slug === slug))
      .filter((award) => award !== undefined)
      .map(figure)
      .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${RECIPIENT.name}: sea, data, repair</title>
<link rel="icon" href="/avatar.svg">
<style>${PORTFOLIO_STYLE}</style>
${inPage.map(({ form }) => (form.kind === 'json-ld' ? `<script type="application/ld+json">${form.text.replaceAll('</', '<\\/')}</script>` : '')).join('\n')}
</head>
<body>
<header class="mast">
  <a class="name" href="/">Mara Lindqvist</a>
  <nav aria-label="Sections"><a href="#research">Research</a><a href="#craft">Craft</a><a href="#workshop">Workshop</a><a href="#notes">Notes</a></nav>
</header>
<main>
<section class="hello">
  <div>
    <h1>I count what lives under the&nbsp;water, and mend what breaks above&nbsp;it.</h1>
    <p class="lede">Marine ecologist and data person in Gothenburg. I dive for kelp, draw the numbers so that others can
      check them, and spend Thursday evenings with a soldering iron in a room full of broken radios.</p>
    <p class="shields" aria-label="Project states">
      ${Object.keys(LOOKALIKES)
        .map((name) => `<img src="/shields/${name}.svg" height="20" alt="${name}">`)
        .join('\n      ')}
    </p>
  </div>
  <img class="portrait" src="/avatar.svg" width="280" height="280" alt="Mara Lindqvist">
</section>

<section id="research" class="chapter">
  <h2>Research</h2>
  <p>Kelp forests of the outer Skerries: what grows, what grazes, what the warm winters do to both. Field work by
    boat and dry suit, and one spring on the ice.</p>
  <div class="badges">
${group('scientific-diving', 'open-research', 'polar-field-camp', 'statistics-tutor', 'ocean-modelling', 'research-leadership')}
  </div>
</section>

<section id="craft" class="chapter">
  <h2>Craft</h2>
  <p>Courses that changed how I work. The latest one has no picture yet:
    ${charts ? `<a href="${linked(charts)}">${escapeHtml(charts.name)}</a>, ${MONTH.format(charts.awarded)}` : ''}.</p>
  <div class="badges">
${group('data-storyteller', 'first-aid-at-sea', 'laboratory-safety', 'machine-learning-master', 'coastal-navigation', 'summer-school')}
  </div>
</section>

<section id="workshop" class="chapter">
  <h2>Workshop</h2>
  <p>Things want to be used. On Thursdays we find out why they stopped.</p>
  <div class="badges" id="workshop-badges">
${group('bicycle-mechanic', 'repair-cafe-host')}
  </div>
</section>

<section id="notes" class="chapter">
  <h2>Notes</h2>
  <div class="notes">
    <article><img src="/pictures/day.svg" width="320" height="200" alt="The bay at noon" loading="lazy">
      <h3>Counting kelp from a kayak</h3><p>Three summers of transects, one leaking dry bag.</p></article>
    <article><img src="/pictures/dusk.svg" width="320" height="200" alt="The bay at dusk" loading="lazy">
      <h3>A chart is a promise</h3><p>What the axis says before the line begins.</p></article>
    <article><img src="/pictures/night.svg" width="320" height="200" alt="The bay by night" loading="lazy">
      <h3>The radio that only played at night</h3><p>A cold joint, a warm valve and a patient owner.</p></article>
  </div>
  <p class="aside"><img src="/pictures/plain-badge.png" width="56" height="56" alt="">
    This drawing is only a drawing: no badge was put in it.</p>
</section>
</main>
<footer><p>A sample page of Laurel. Mara does not exist, and some of her badges are not what they seem.</p></footer>
${late ? lateScript(late) : ''}
</body>
</html>`;
}

function figure(award: SampleAward): string {
  const host = HOT_LINKED.has(award.slug) ? `https://${award.claims}` : '';
  const file = fileOf(award);
  const alt = escapeHtml(award.name);
  const source = file ? `${host}/badges/${award.slug}.${file.ending}` : '';
  return `    <figure>${pictureMarkup(award, source, alt)}
      <figcaption><strong>${alt}</strong><span>${escapeHtml(CLAIMED[award.claims] ?? award.claims)}, ${MONTH.format(award.awarded)}</span></figcaption></figure>`;
}

/** Different hands write different markup; all of it has to be found. */
function pictureMarkup(award: SampleAward, source: string, alt: string): string {
  if (award.form.kind === 'inline-svg') {
    return award.form.text.replace(/<svg\b/, `<svg role="img" aria-label="${alt}" class="art"`);
  }
  const image = `<img class="art" src="${source}" width="168" height="168" alt="${alt}">`;
  if (award.slug === 'data-storyteller') {
    return `<picture><source media="(min-width: 1px)" srcset="${source} 1x">${image}</picture>`;
  }
  if (award.slug === 'first-aid-at-sea')
    return `<a href="https://academy.example/courses/first-aid-at-sea">${image}</a>`;
  return image;
}

/** The last badge comes when the page has long been read, as on sites that load their content by script. */
function lateScript(award: SampleAward): string {
  return `<script>
addEventListener('load', () => setTimeout(() => {
  const template = document.createElement('template');
  template.innerHTML = ${JSON.stringify(figure(award)).replaceAll('</', '<\\/')};
  document.getElementById('workshop-badges').append(template.content);
}, 700));
</script>`;
}
