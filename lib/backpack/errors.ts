/**
 * `newer-version`: a newer Laurel made this backpack; nothing was touched. `blocked`: another Laurel page still
 * holds the older version open. `quota`: the disk or the browser's allowance is full. `storage`: anything else.
 */
export type BackpackErrorCode = 'newer-version' | 'blocked' | 'quota' | 'storage';

export class BackpackError extends Error {
  override readonly name = 'BackpackError';

  constructor(
    readonly code: BackpackErrorCode,
    options?: ErrorOptions,
  ) {
    super(`backpack: ${code}`, options);
  }
}

export function backpackErrorOf(cause: unknown): BackpackError {
  if (cause instanceof BackpackError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : undefined;
  if (name === 'VersionError') return new BackpackError('newer-version', { cause });
  if (name === 'QuotaExceededError') return new BackpackError('quota', { cause });
  return new BackpackError('storage', { cause });
}
