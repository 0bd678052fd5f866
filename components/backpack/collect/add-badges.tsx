import { drawnOnce } from '../../drawn-once';
import { AddBadgesDialog } from './add-badges-dialog';
import { DropFiles } from './drop-files';
import type { Collecting } from './use-collecting';

/** The ways in that lie over the whole page. */
export const AddBadges = drawnOnce(function AddBadges({ collecting }: { collecting: Collecting }) {
  const { offered, offer, addFiles, addText, addAddresses } = collecting;
  return (
    <>
      <DropFiles add={addFiles} />
      {offered !== undefined && (
        <AddBadgesDialog
          key={offered}
          text={offered}
          addFiles={addFiles}
          addText={addText}
          addAddresses={addAddresses}
          close={() => offer(undefined)}
        />
      )}
    </>
  );
});
