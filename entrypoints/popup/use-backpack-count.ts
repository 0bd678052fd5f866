import { useEffect, useState } from 'preact/hooks';
import { useWorkerEvent } from '../../components/worker-events';

/** How many badges are kept; undefined until known, and where the storage can not be opened. */
export function useBackpackCount(): number | undefined {
  const [count, setCount] = useState<number>();
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
async function countSaved(): Promise<number | undefined> {
  try {
    const { openBackpack } = await import('../../lib/backpack');
    const backpack = await openBackpack();
    try {
      return await backpack.count();
    } finally {
      backpack.close();
    }
  } catch (error) {
    console.error(error);
    return undefined;
  }
}
