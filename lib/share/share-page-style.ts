/** The look of a share page: its own, never Laurel's seal or tones of an answer that Laurel gave. */
export const SHARE_PAGE_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
  --ground: light-dark(#faf8f4, #1a1815); --ink: light-dark(#211e1a, #f1ede6);
  --soft: light-dark(#5b554c, #b9b1a4); --line: light-dark(#e3ddd2, #38342d);
  --raised: light-dark(#fff, #23211d); --bad: light-dark(#9d241b, #f6a59b); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
main { max-inline-size: 52rem; margin-inline: auto; padding: clamp(16px, 5vw, 56px); }
header { margin-block-end: 32px; }
h1, h2, p, dl, dd { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.375rem; line-height: 1.25; margin-block-end: 6px; }
article { display: grid; grid-template-columns: 176px 1fr; gap: 8px 32px; padding-block: 32px;
  border-block-start: 1px solid var(--line); }
.single article { border: 0; }
.art { inline-size: 176px; block-size: 176px; object-fit: contain; }
.letter { display: grid; place-items: center; border: 1px solid var(--line); border-radius: 50%;
  font-size: 4rem; color: var(--soft); }
dl { display: grid; gap: 6px; margin-block: 16px; }
dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 12px; }
dt, footer, .address { color: var(--soft); }
.past { display: none; color: var(--bad); font-weight: 600; }
[data-past] .past { display: inline; }
.check { border: 1px solid var(--line); border-radius: 8px; background: var(--raised); padding: 10px 14px; }
.check > span { display: none; }
.check b { font-weight: 600; }
${[
  'unchecked',
  'intact',
  'intact-status-unknown',
  'expired',
  'not-yet-valid',
  'changed',
  'differs',
  'ask',
  'unable',
]
  .map((answer) => `.check[data-answer="${answer}"] > [data-when="${answer}"]`)
  .join(',\n')} { display: inline; }
.check[data-answer="changed"], .check[data-answer="differs"] { border: 2px solid var(--bad); color: var(--bad);
  font-weight: 600; }
.link { display: flex; gap: 14px; align-items: center; margin-block-start: 16px; font-size: 0.875rem; }
.link a, .address a { color: inherit; }
.qr { flex: none; inline-size: 92px; block-size: 92px; background: #fff; border-radius: 4px; overflow: hidden; }
.qr svg { display: block; inline-size: 100%; block-size: 100%; }
.address { grid-column: 2; font-size: 0.875rem; }
footer { border-block-start: 1px solid var(--line); padding-block-start: 20px; font-size: 0.875rem; }
@media (max-width: 620px) {
  article { grid-template-columns: 1fr; }
  .address { grid-column: 1; }
  dl div { grid-template-columns: 1fr; gap: 0; }
}
@media print {
  :root { color-scheme: light; font-size: 10.5pt; --ground: #fff; --raised: #fff; }
  main { max-inline-size: none; padding: 0; }
  article { break-inside: avoid; padding-block: 18px; grid-template-columns: 120px 1fr; }
  .art { inline-size: 120px; block-size: 120px; }
}
@page { margin: 16mm; }
`;
