/** The portfolio's own style sheet: a page that somebody would be glad to have. */
export const PORTFOLIO_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fbf9f4; --ink: #1d2326; --soft: #5c666b; --line: #e2ddd1; --tide: #0f6a73; --panel: #ffffff;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Noto Serif", Georgia, serif;
  --sans: Seravek, "Gill Sans Nova", Ubuntu, Calibri, "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #12181b; --ink: #e9ecea; --soft: #9aa6a9; --line: #2a3438; --tide: #6cc7cd; --panel: #182024; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.6 var(--sans); }
a { color: var(--tide); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
.mast { display: flex; justify-content: space-between; align-items: baseline; gap: 2rem; max-width: 1080px; margin: 0 auto; padding: 1.75rem 2rem; }
.mast .name { font: 500 1.15rem var(--serif); color: var(--ink); text-decoration: none; }
.mast nav { display: flex; gap: 1.75rem; }
.mast nav a { color: var(--soft); text-decoration: none; font-size: 0.95rem; }
.mast nav a:hover { color: var(--tide); }
main { max-width: 1080px; margin: 0 auto; padding: 0 2rem; }
.hello { display: grid; grid-template-columns: 1fr 280px; gap: 4.5rem; align-items: center; padding: 3.5rem 0 5rem; }
h1 { font: 500 clamp(2.1rem, 4.6vw, 3.35rem)/1.1 var(--serif); letter-spacing: -0.015em; margin: 0 0 1.4rem; text-wrap: balance; }
.lede { font-size: 1.12rem; color: var(--soft); max-width: 36rem; margin: 0 0 1.4rem; }
.shields { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; }
.portrait { border-radius: 50%; }
.chapter { border-top: 1px solid var(--line); padding: 3.25rem 0 3.75rem; }
h2 { font: 500 1.75rem/1.2 var(--serif); letter-spacing: -0.01em; margin: 0 0 0.6rem; }
.chapter > p { color: var(--soft); max-width: 40rem; margin: 0 0 2.4rem; }
.badges { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 2.25rem 1.5rem; }
figure { margin: 0; text-align: center; }
.art { display: block; width: 168px; height: 168px; margin: 0 auto 1rem; }
figcaption { font-size: 0.94rem; line-height: 1.4; }
figcaption strong { display: block; font-weight: 600; }
figcaption span { color: var(--soft); font-size: 0.87rem; }
.notes { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 2rem; }
article img { width: 100%; height: auto; display: block; border-radius: 6px; }
h3 { font: 500 1.15rem/1.3 var(--serif); margin: 1rem 0 0.25rem; }
article p { margin: 0; color: var(--soft); font-size: 0.95rem; }
.chapter > p.aside { display: flex; align-items: center; gap: 1rem; margin: 2.5rem 0 0; font-size: 0.92rem; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.88rem; text-align: center; padding: 2rem; }
@media (max-width: 760px) {
  .hello { grid-template-columns: 1fr; gap: 2rem; padding-top: 1.5rem; }
  .portrait { width: 180px; height: 180px; }
  .mast { flex-direction: column; gap: 0.5rem; }
}
`;
