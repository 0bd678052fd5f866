import { useEffect, useState } from 'preact/hooks';
import { hasBackpack } from '../../components/has-backpack';
import { useWorkerEvent } from '../../components/worker-events';

export interface BackpackCount {
  badges: number;
  /** News that the person has not seen. */
  news: number;
}

/** Undefined until known, and where the storage can not be opened. */
export function useBackpackCount(): BackpackCount | undefined {
  const [count, setCount] = useState<BackpackCount>();
  const read = () => {
    void countSaved().then(setCount);
  };
  useEffect(read, []);
  useWorkerEvent((event) => {
    if (event.event === 'backpackChanged') read();
  });
  return count;
}

/** Loaded after the popup is shown: the list of badges does not wait for it. */
async function countSaved(): Promise<BackpackCount | undefined> {
  if (!hasBackpack()) return undefined;
  try {
    const { openBackpack } = await import('../../lib/backpack');
    const backpack = await openBackpack();
    try {
      const [badges, news] = await Promise.all([backpack.count(), backpack.countNotices()]);
      return { badges, news };
    } finally {
      backpack.close();
    }
  } catch (error) {
    console.error(error);
    return undefined;
  }
}
