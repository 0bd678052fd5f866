// Pictures of the portfolio that are no badges: a portrait, landscapes, and status shields as code hosts show.

/** Left word, right word, colour of the right half. */
export const LOOKALIKES: Record<string, [string, string, string]> = {
  build: ['build', 'passing', '#3f8f4f'],
  licence: ['licence', 'CC BY 4.0', '#3577a8'],
  badges: ['open badges', 'verified', '#b8862b'],
};

/** A status shield: a lookalike that says "verified" and proves nothing. */
export function shield(left: string, right: string, colour: string): string {
  const leftWidth = left.length * 6.6 + 14;
  const rightWidth = right.length * 6.6 + 14;
  const width = leftWidth + rightWidth;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${left}: ${right}">
<clipPath id="r"><rect width="${width}" height="20" rx="4"/></clipPath>
<g clip-path="url(#r)"><rect width="${leftWidth}" height="20" fill="#4b5459"/><rect x="${leftWidth}" width="${rightWidth}" height="20" fill="${colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana, 'DejaVu Sans', sans-serif" font-size="10.5">
<text x="${leftWidth / 2}" y="14">${left}</text><text x="${leftWidth + rightWidth / 2}" y="14">${right}</text></g></svg>`;
}

/** The portrait: round like many a badge. */
export function avatar(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 280 280">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f3d9b8"/><stop offset="1" stop-color="#e9b48f"/></linearGradient>
<clipPath id="c"><circle cx="140" cy="140" r="140"/></clipPath></defs>
<g clip-path="url(#c)"><rect width="280" height="280" fill="url(#sky)"/>
<circle cx="206" cy="74" r="26" fill="#fff1d6"/>
<path d="M0 176q36-16 70 0t70 0 70 0 70 0v104H0z" fill="#2a8088"/><path d="M0 204q36-16 70 0t70 0 70 0 70 0v76H0z" fill="#1c6670"/>
<path d="M80 124c-2-52 26-82 62-82s66 28 62 84c-2 34 10 58 18 84H62c12-24 20-50 18-86z" fill="#4a2c22"/>
<path d="M118 168h46v40l-23 20-23-20z" fill="#d99a78"/>
<path d="M60 280c2-46 26-70 60-80l22 20 22-20c36 10 58 34 60 80z" fill="#f2e9d8"/>
<path d="M60 280c1-20 6-36 13-48l136 0c9 13 14 28 15 48z" fill="#23404a"/><path d="M73 232h136M66 250h151M62 268h160" stroke="#f2e9d8" stroke-width="7"/>
<ellipse cx="141" cy="132" rx="42" ry="52" fill="#eab592"/>
<path d="M98 128c2-38 24-52 46-52 24 0 40 16 41 50-18-4-30-14-38-28-10 16-28 26-49 30z" fill="#4a2c22"/>
<path d="M122 136q6-5 12 0M150 136q6-5 12 0" fill="none" stroke="#3a221b" stroke-width="4" stroke-linecap="round"/>
<path d="M126 160q15 13 31 0" fill="none" stroke="#a4543f" stroke-width="4" stroke-linecap="round"/></g></svg>`;
}

export function horizon(kind: 'day' | 'dusk' | 'night'): string {
  const { sky, sun, hills, water } = {
    day: {
      sky: ['#cfe6ea', '#f4efe2'],
      sun: '#fff7e0',
      hills: ['#8fb0a8', '#5d8a84'],
      water: ['#4a9aa3', '#2b7480'],
    },
    dusk: {
      sky: ['#e7a07a', '#f6d9ae'],
      sun: '#fff0cf',
      hills: ['#a9727a', '#6f5166'],
      water: ['#7b6a86', '#47496b'],
    },
    night: {
      sky: ['#111c33', '#2c4a63'],
      sun: '#e8eef2',
      hills: ['#1d3346', '#142536'],
      water: ['#193a4c', '#0f2434'],
    },
  }[kind];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>
<linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${water[0]}"/><stop offset="1" stop-color="${water[1]}"/></linearGradient></defs>
<rect width="640" height="400" fill="url(#s)"/><circle cx="456" cy="128" r="38" fill="${sun}"/>
<path d="M0 236c70-60 120-74 182-34 60-56 118-44 176 4 66-42 150-40 282 30v60H0z" fill="${hills[0]}"/>
<path d="M0 262c96-44 156-34 236-8 92-34 210-44 404 10v40H0z" fill="${hills[1]}"/>
<rect y="268" width="640" height="132" fill="url(#w)"/>
<path d="M380 292h150M402 312h104M420 334h70M60 320h120M110 350h160" stroke="${sun}" stroke-opacity=".45" stroke-width="4" stroke-linecap="round"/>
<path d="M196 300l70 0-12 18h-46zM230 226v70M230 230l34 62h-34z" fill="${sun}" stroke="${sun}" stroke-width="3"/></svg>`;
}
