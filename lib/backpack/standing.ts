import type { Answer } from '../page/views';

/** The answer as of today: a badge that was good when it was checked may have run out since. */
export function answerToday(
  { answer, badge }: { answer: Answer; badge?: { validUntil?: string } },
  now = new Date(),
): Answer {
  const ran = badge?.validUntil !== undefined && new Date(badge.validUntil) < now;
  return ran && (answer === 'verified' || answer === 'verified-with-notes') ? 'expired' : answer;
}

/** Whether the person may want to do something about it. */
export function needsAttention(answer: Answer): boolean {
  return answer !== 'verified' && answer !== 'verified-with-notes';
}
