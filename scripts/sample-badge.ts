// Draws, issues and bakes the sample badge of the welcome page. The key is made for this one signature and never
// leaves the process. Run by hand after the drawing or the words changed:
//   npx tsx scripts/sample-badge.ts
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { LEAVES } from '../components/seal-shapes';
import { bake } from '../lib/baking';
import { BADGE_CONTEXTS, sign, strangerKey } from '../tests/sites/signing';
import { findChromium } from './browsers.mjs';

const FOLDER = new URL('../public/sample/', import.meta.url);
const SIDE = 480;
/** The picture inside the credential: small, because the whole credential is signed and carried with it. */
const DECLARED_SIDE = 96;

/** A round medal: a laurel in gold leaf on an evening sky, over hills. */
function drawing(): string {
  const leaves = LEAVES.map((d) => `<path d="${d}"/>`).join('');
  const notches = Array.from(
    { length: 24 },
    (_, index) => `<circle cx="240" cy="38" r="30" transform="rotate(${index * 15} 240 240)"/>`,
  ).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480">
    <defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="#1d3b53"/><stop offset="0.55" stop-color="#3f7f7c"/>
        <stop offset="1" stop-color="#e9b872"/>
      </linearGradient>
      <linearGradient id="gold" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stop-color="#fbe3a3"/><stop offset="0.5" stop-color="#e5b454"/>
        <stop offset="1" stop-color="#b97f2c"/>
      </linearGradient>
      <linearGradient id="rim" gradientUnits="userSpaceOnUse" x1="60" y1="20" x2="420" y2="460">
        <stop offset="0" stop-color="#fbe3a3"/><stop offset="0.5" stop-color="#e0ab4a"/>
        <stop offset="1" stop-color="#a96f22"/>
      </linearGradient>
      <clipPath id="disc"><circle cx="240" cy="240" r="186"/></clipPath>
    </defs>
    <g fill="url(#rim)"><circle cx="240" cy="240" r="212"/>${notches}</g>
    <circle cx="240" cy="240" r="200" fill="#7d5216"/>
    <circle cx="240" cy="240" r="186" fill="url(#sky)"/>
    <g clip-path="url(#disc)">
      <circle cx="240" cy="262" r="58" fill="#fdf1cf"/>
      <path d="M40 330q70-70 140-18t120-12 150 30v120H40z" fill="#2b6a5c"/>
      <path d="M30 372q90-52 170-8t120 4 140-8v100H30z" fill="#1c4b43"/>
      <path d="M236 470q-30-60 6-92t-4-52l8-2q36 26 10 58t14 88z" fill="#f3d9a0" opacity="0.75"/>
    </g>
    <g fill="url(#gold)" stroke="#5b3a0d" stroke-width="0.12" transform="translate(106 82) scale(16.75)">
      ${leaves}
    </g>
    <path d="m240 128 11 23 25 3-18 18 4 25-22-12-22 12 4-25-18-18 25-3z" fill="url(#gold)"/>
  </svg>`;
}

async function photographed(svg: string, sides: number[]): Promise<Uint8Array[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: run `node scripts/setup.mjs --chromium`');
  const browser = await puppeteer.launch({
    executablePath,
    args: ['--force-color-profile=srgb', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await browser.newPage();
    const pictures: Uint8Array[] = [];
    for (const side of sides) {
      await page.setViewport({ width: side, height: side });
      await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
      pictures.push(await page.screenshot({ omitBackground: true, type: 'png' }));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

function credential(issuer: string, picture: Uint8Array, validFrom: string) {
  return {
    '@context': BADGE_CONTEXTS,
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Laurel sample badge',
    issuer: { id: issuer, type: ['Profile'], name: 'Laurel' },
    validFrom,
    credentialSubject: {
      // Everybody's and nobody's: the badge has to name somebody (OB 3.0, AchievementSubject).
      id: `urn:uuid:${randomUUID()}`,
      type: ['AchievementSubject'],
      achievement: {
        id: `urn:uuid:${randomUUID()}`,
        type: ['Achievement'],
        achievementType: 'Badge',
        name: 'Laurel sample badge',
        description: 'For looking closely. Anyone may keep this one: it says nothing about who has it.',
        criteria: { narrative: 'Install Laurel and look at a badge.' },
        image: {
          id: `data:image/png;base64,${Buffer.from(picture).toString('base64')}`,
          type: 'Image',
          caption: 'A gold laurel around a rising sun over green hills',
        },
      },
    },
  };
}

const [art, declared] = await photographed(drawing(), [SIDE, DECLARED_SIDE]);
if (art === undefined || declared === undefined) throw new Error('two sides give two pictures');
const now = new Date();
const key = await strangerKey();
const validFrom = `${now.toISOString().slice(0, 10)}T00:00:00Z`;
const signed = await sign(credential(key.controller, declared, validFrom), key, now);
const badge = await bake(art, { standard: 'openbadgecredential', text: JSON.stringify(signed) });
mkdirSync(FOLDER, { recursive: true });
writeFileSync(new URL('laurel-sample-badge.png', FOLDER), badge);
console.log(`laurel-sample-badge.png ${Math.round(badge.length / 1024)} kB`);
