// How many requests run at once: few to one host, some overall, the rest wait in order.

export interface RequestQueue {
  /** Waits for a turn; the answer gives it back. Rejects with the signal's reason when aborted first. */
  enter(host: string, signal?: AbortSignal): Promise<() => void>;
}

export function createRequestQueue({ perHost = 2, overall = 8 } = {}): RequestQueue {
  const running = new Map<string, number>();
  const waiting: { host: string; start: () => void }[] = [];
  let total = 0;

  const free = (host: string): boolean => total < overall && (running.get(host) ?? 0) < perHost;

  function take(host: string): () => void {
    total += 1;
    running.set(host, (running.get(host) ?? 0) + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      total -= 1;
      const left = (running.get(host) ?? 1) - 1;
      if (left > 0) running.set(host, left);
      else running.delete(host);
      startNext();
    };
  }

  function startNext(): void {
    const index = waiting.findIndex(({ host }) => free(host));
    if (index >= 0) waiting.splice(index, 1)[0]?.start();
  }

  return {
    enter(host, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (free(host)) return Promise.resolve(take(host));
      return new Promise((resolve, reject) => {
        const turn = {
          host,
          start: () => {
            signal?.removeEventListener('abort', leave);
            resolve(take(host));
          },
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting.push(turn);
      });
    },
  };
}
