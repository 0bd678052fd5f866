// The credential's own picture, never the page's; the answer's mark until there is one.
import type { EntryView } from '../lib/page/views';
import { AnswerMark } from './answer';
import { answerOf } from './sentences';

/** The badge's name always stands beside it, so it needs no words of its own. */
export function BadgePicture({ entry, size }: { entry: EntryView; size: number }) {
  if (entry.picture !== undefined) {
    return <img class="badge-picture" src={entry.picture} width={size} height={size} alt="" />;
  }
  return (
    <span class="badge-picture placeholder" style={{ inlineSize: `${size}px`, blockSize: `${size}px` }}>
      <AnswerMark answer={answerOf(entry)} size={Math.round(size / 2)} />
    </span>
  );
}
