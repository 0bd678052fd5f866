import { useEffect, useState } from 'preact/hooks';
import { hasBackpack } from './has-backpack';
import { MarkDrawing } from './mark';
import { useWorkerEvent } from './worker-events';

/** The person's own mark in a surface of Laurel; nothing until they chose one. */
export function PersonalMark() {
  const value = useMark();
  return value === undefined ? null : <MarkDrawing value={value} size={20} />;
}

/** As it is kept; undefined without one, and where the storage can not be opened. */
function useMark(): string | undefined {
  const [value, setValue] = useState<string>();
  const read = () => void readKept().then(setValue);
  useEffect(read, []);
  useWorkerEvent(({ event }) => {
    if (event === 'backpackChanged') read();
  });
  return value;
}

/** Loaded after the page is shown: nobody waits for it. */
export async function readKept(): Promise<string | undefined> {
  if (!hasBackpack()) return undefined;
  try {
    const { openBackpack } = await import('../lib/backpack');
    const backpack = await openBackpack();
    try {
      return (await backpack.mark())?.value;
    } finally {
      backpack.close();
    }
  } catch (error) {
    console.error('Laurel could not read the personal mark', error);
    return undefined;
  }
}
