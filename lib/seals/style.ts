// The seals' own style sheet. Important rules of the host win over anything that the page says of it. The tones are
// those of components/theme.css as plain values: the page's custom properties must not reach in.
// Written tightly: it is sent to every page with a badge as it stands.
export const STYLE = `
:host{all:initial!important;position:absolute!important;inset:0 auto auto 0!important;width:0!important;height:0!important;contain:layout size style!important;z-index:2147483647!important;color-scheme:light dark!important;pointer-events:none!important}
button{all:initial;color-scheme:light dark;--seal-ground:light-dark(#fffdf9,#1a1815);position:absolute;display:grid;place-items:center;color:var(--tone);cursor:pointer;pointer-events:auto}
[hidden]{display:none}
[data-tone=green]{--tone:light-dark(#1a6b3c,#6fcf97)}
[data-tone=amber]{--tone:light-dark(#8a580c,#e0b060)}
[data-tone=red]{--tone:light-dark(#b3261e,#f28b82)}
[data-tone=slate]{--tone:light-dark(#4a586a,#a9b8cb)}
button::before,svg{grid-area:1/1}
button::before{content:'';width:calc(var(--drawn) + 4px);height:calc(var(--drawn) + 4px);border-radius:50%;background:var(--seal-ground);box-shadow:0 0 0 .5px rgb(0 0 0/.16),0 1px 3px rgb(0 0 0/.22)}
svg{width:var(--drawn);height:var(--drawn);pointer-events:none}
button:hover::before,button[aria-expanded=true]::before{box-shadow:0 0 0 1.5px var(--tone),0 1px 4px rgb(0 0 0/.3)}
button:focus-visible::before{outline:2px solid light-dark(#1f5fbf,#8ab8ff);outline-offset:1px}
[data-checking] path{opacity:.4}
iframe{all:initial;position:absolute;border-radius:10px;color-scheme:light dark;box-shadow:0 0 0 1px rgb(0 0 0/.1),0 2px 6px rgb(0 0 0/.12),0 12px 32px rgb(0 0 0/.2);z-index:1;opacity:0;pointer-events:auto}
iframe[data-open]{opacity:1}
@media (prefers-reduced-motion:no-preference){[data-checking] path{animation:draw 1.8s ease-in-out infinite;animation-delay:calc(var(--leaf) * 90ms)}
iframe{transition:opacity 140ms ease-out}
@keyframes draw{0%,70%,100%{opacity:.18}20%,50%{opacity:1}}}
@media (forced-colors:active){button{--tone:ButtonText;--seal-ground:ButtonFace;forced-color-adjust:none}button::before{outline:1px solid ButtonText}button:hover::before,button:focus-visible::before{outline:2px solid Highlight}}
@media print{button,iframe{display:none}}
`;
