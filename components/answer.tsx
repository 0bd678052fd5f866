// The answer as a mark and in words: the same drawing as the seal on the page.
import type { Answer } from '../lib/page/views';
import { GRID, MARK, PAINTS, type Part, SEALS } from './seal-shapes';
import { toneOf, wordsOf } from './sentences';

/** Decoration: the words always stand beside it. */
export function AnswerMark({ answer, size }: { answer: Answer; size: number }) {
  return (
    <Drawing
      className={answer === 'checking' ? 'answer-mark drawing-itself' : 'answer-mark'}
      parts={SEALS[answer].parts}
      size={size}
      tone={toneOf(answer)}
    />
  );
}

/** Laurel's own mark, for headings and empty states. */
export function OwnMark({ size }: { size: number }) {
  return <Drawing className="own-mark" parts={MARK} size={size} />;
}

function Drawing(props: { className: string; parts: readonly Part[]; size: number; tone?: string }) {
  return (
    <svg
      class={props.className}
      viewBox={`0 0 ${GRID} ${GRID}`}
      width={props.size}
      height={props.size}
      data-tone={props.tone}
      aria-hidden="true"
    >
      {props.parts.map((part) => (
        <path key={part.d} d={part.d} {...PAINTS[part.paint]} />
      ))}
    </svg>
  );
}

/** Mark and words in one line. */
export function AnswerBadge({ answer, size = 18 }: { answer: Answer; size?: number }) {
  return (
    <span class="answer-badge" data-tone={toneOf(answer)}>
      <AnswerMark answer={answer} size={size} />
      {wordsOf(answer)}
    </span>
  );
}
