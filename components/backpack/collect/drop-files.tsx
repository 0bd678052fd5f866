import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { GivenFile } from '../../../lib/collect';
import { carriesFiles } from '../dragging';
import { droppedFiles } from './dropped-files';
import './collect.css';

/** Files and folders may be dropped anywhere on the page; says so while some are held over it. */
export function DropFiles({ add }: { add: (files: GivenFile[]) => void }) {
  const [over, setOver] = useState(false);
  const newest = useRef(add);
  newest.current = add;
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      droppedFiles(event).then(
        (files) => newest.current(files),
        (cause: unknown) => console.error('Laurel could not read what was dropped', cause),
      );
    };
    addEventListener('dragover', hold);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', hold);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div class="drop-here" aria-hidden="true">
      {i18n.t('backpack.import.drop')}
    </div>
  );
}
