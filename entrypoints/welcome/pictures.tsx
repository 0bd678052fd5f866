// The three pictures of the first run: a page, a card, a backpack. Decoration beside words that say the same.
import type { ComponentChildren } from 'preact';
import { MARK, PAINTS, type Part, SEALS } from '../../components/seal-shapes';
import type { Answer } from '../../lib/page/views';

function Picture({ children }: { children: ComponentChildren }) {
  return (
    <svg class="step-picture" viewBox="0 0 240 150" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A seal on its ring of paper. */
function Seal({ answer, x, y, size }: { answer: Answer; x: number; y: number; size: number }) {
  const shape = SEALS[answer];
  return (
    <g data-tone={shape.tone} class="picture-seal" transform={`translate(${x - size / 2} ${y - size / 2})`}>
      <circle cx={size / 2} cy={size / 2} r={size * 0.62} class="paper" />
      <Parts parts={shape.parts} size={size} />
    </g>
  );
}

function Parts({ parts, size }: { parts: readonly Part[]; size: number }) {
  return (
    <g transform={`scale(${size / 16})`}>
      {parts.map((part) => (
        <path key={part.d} d={part.d} {...PAINTS[part.paint]} />
      ))}
    </g>
  );
}

/** Someone's badge art: the colours are the badge's own, the same in light and dark. */
function Medal({ x, y, r, color, inner }: { x: number; y: number; r: number; color: string; inner: string }) {
  const points = (radius: number) =>
    [0, 1, 2, 3, 4, 5]
      .map((corner) => (Math.PI / 3) * corner - Math.PI / 2)
      .map((angle) => `${x + radius * Math.cos(angle)},${y + radius * Math.sin(angle)}`)
      .join(' ');
  return (
    <>
      <polygon points={points(r)} fill={color} />
      <polygon points={points(r * 0.72)} fill={inner} />
      <circle cx={x} cy={y} r={r * 0.26} fill="#fff" opacity="0.9" />
    </>
  );
}

function Lines({ x, y, widths }: { x: number; y: number; widths: number[] }) {
  return (
    <>
      {widths.map((width, row) => (
        <rect key={row} class="line" x={x} y={y + row * 12} width={width} height="6" rx="3" />
      ))}
    </>
  );
}

export function FindPicture() {
  return (
    <Picture>
      <rect class="sheet" x="16" y="12" width="208" height="126" rx="10" />
      <path class="edge" d="M16 34h208" />
      {[28, 38, 48].map((x) => (
        <circle key={x} class="line" cx={x} cy="23" r="3" />
      ))}
      <circle class="line" cx="46" cy="62" r="14" />
      <Lines x={70} y={52} widths={[86, 54]} />
      <Medal x={62} y={107} r={22} color="#b4502d" inner="#d97c42" />
      <Medal x={120} y={107} r={22} color="#34557a" inner="#5380ad" />
      <Medal x={178} y={107} r={22} color="#6d3a73" inner="#98609f" />
      <Seal answer="verified" x={79} y={123} size={20} />
      <Seal answer="expired" x={137} y={123} size={16} />
      <Seal answer="verified" x={195} y={123} size={20} />
    </Picture>
  );
}

export function TellPicture() {
  return (
    <Picture>
      <rect class="sheet" x="44" y="10" width="152" height="130" rx="10" />
      <g data-tone="green">
        <rect class="tone" x="54" y="20" width="132" height="42" rx="7" />
        <g class="tone-mark" transform="translate(63 28)">
          <Parts parts={SEALS.verified.parts} size={26} />
        </g>
        <rect class="tone-line" x="100" y="30" width="56" height="7" rx="3.5" />
        <rect class="tone-line faint" x="100" y="44" width="74" height="5" rx="2.5" />
      </g>
      <Medal x={74} y={92} r={19} color="#2d7a5a" inner="#45a37c" />
      <Lines x={102} y={78} widths={[70, 48, 62]} />
      <rect class="ink" x="54" y="122" width="40" height="9" rx="4.5" />
      <rect class="line" x="100" y="122" width="28" height="9" rx="4.5" />
    </Picture>
  );
}

export function KeepPicture() {
  return (
    <Picture>
      <Medal x={86} y={46} r={20} color="#b4502d" inner="#d97c42" />
      <Medal x={154} y={46} r={20} color="#34557a" inner="#5380ad" />
      <Medal x={120} y={32} r={22} color="#2d7a5a" inner="#45a37c" />
      <path
        class="sheet"
        d="M70 78a22 22 0 0 1 22-22h56a22 22 0 0 1 22 22v48a12 12 0 0 1-12 12H82a12 12 0 0 1-12-12z"
      />
      <path class="edge" d="M104 56v-4a8 8 0 0 1 8-8h16a8 8 0 0 1 8 8v4M70 84c30 16 70 16 100 0" />
      <rect class="sheet" x="90" y="104" width="60" height="34" rx="6" />
      <g class="own" transform="translate(107 106)">
        <Parts parts={MARK} size={26} />
      </g>
    </Picture>
  );
}
