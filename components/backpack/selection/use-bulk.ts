// What is done with many badges at once: each act tells how far it is, can be stopped, and can be taken back.
import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, ListedBadge } from '../../../lib/backpack';
import type { OrganisedBackpack, OwnWordsChange } from '../../../lib/backpack/organised-backpack';
import { writeZip } from '../../../lib/zip';
import { downloadBlob } from '../../download';
import type { BackpackSurroundings } from '../surroundings';
import type { ToastWords } from '../toasts';
import { badgeFiles } from './badge-files';
import { type ShelvedBadge, shelve, unshelve } from './shelf';

export interface BulkWork {
  words: string;
  done: number;
  total: number;
  cancel: () => void;
}

interface Bulk {
  backpack: OrganisedBackpack;
  around: BackpackSurroundings;
  changed: () => Promise<void>;
  toast: (words: ToastWords) => void;
}

export function useBulk({ backpack, around, changed, toast }: Bulk) {
  const [work, setWork] = useState<BulkWork>();
  const acts = useMemo(
    () => bulkActs({ backpack, around, changed, toast }, setWork),
    [backpack, around, changed, toast],
  );
  return useMemo(() => ({ work, ...acts }), [work, acts]);
}

function bulkActs({ backpack, around, changed, toast }: Bulk, setWork: (work: BulkWork | undefined) => void) {
  let last = Promise.resolve();

  /** One act at a time, in the order they were asked for; a failure is told, and what was done by then stays done. */
  const run = (words: string, total: number, act: (step: Step) => Promise<void>): Promise<void> => {
    last = last.then(() => carryOut(words, total, act));
    return last;
  };
  const carryOut = async (words: string, total: number, act: (step: Step) => Promise<void>) => {
    const stop = new AbortController();
    const show = (done: number) => setWork({ words, done, total, cancel: () => stop.abort() });
    show(0);
    try {
      await act({ show, signal: stop.signal });
    } catch (cause) {
      if (!stop.signal.aborted) {
        console.error('Laurel could not finish with the chosen badges', cause);
        toast({ text: i18n.t('organise.failed') });
      }
    } finally {
      setWork(undefined);
      await changed();
    }
  };

  /** The words of each badge, as `setOwnWords` takes them, with an Undo. */
  const setWords = (
    badges: readonly ListedBadge[],
    told: (count: number) => string,
    change: (badge: ListedBadge) => OwnWordsChange | undefined,
  ) =>
    run(i18n.t('select.working'), badges.length, async () => {
      const words = new Map(
        badges.flatMap((badge) => {
          const next = change(badge);
          return next ? [[badge.id, next] as const] : [];
        }),
      );
      const before = await backpack.setOwnWords(words);
      toast({
        text: told(before.size),
        action: {
          label: i18n.t('common.undo'),
          act: () =>
            void run(
              i18n.t('select.undoing'),
              before.size,
              async () => void (await backpack.setOwnWords(before)),
            ),
        },
      });
    });

  const collect = (badges: readonly ListedBadge[], collection: Collection) =>
    run(i18n.t('select.working'), badges.length, async () => {
      const added = badges.map(({ id }) => id).filter((id) => !collection.badgeIds.includes(id));
      if (added.length === 0) {
        toast({ text: i18n.t('select.collectedBefore', { name: collection.name }) });
        return;
      }
      await backpack.addToCollection(collection.id, added);
      toast({
        text: i18n.t('select.collected', { count: String(added.length), name: collection.name }),
        action: {
          label: i18n.t('common.undo'),
          act: () =>
            void run(i18n.t('select.undoing'), added.length, async () => {
              await backpack.removeFromCollection(collection.id, added);
            }),
        },
      });
    });

  const collectInNew = (badges: readonly ListedBadge[], name: string) =>
    run(i18n.t('select.working'), badges.length, async () => {
      const collection = await backpack.createCollection({ name });
      await backpack.addToCollection(
        collection.id,
        badges.map(({ id }) => id),
      );
      toast({
        text: i18n.t('select.collected', { count: String(badges.length), name }),
        action: {
          label: i18n.t('common.undo'),
          act: () =>
            void run(i18n.t('select.undoing'), badges.length, async () => {
              await backpack.deleteCollection(collection.id);
            }),
        },
      });
    });

  const remove = (badges: readonly ListedBadge[]) =>
    run(i18n.t('select.deleting'), badges.length, async ({ show, signal }) => {
      const shelved: ShelvedBadge[] = [];
      try {
        for (const [done, { id }] of badges.entries()) {
          if (signal.aborted) break;
          show(done);
          const removed = await backpack.remove(id);
          if (removed) shelved.push(shelve(removed));
        }
      } finally {
        // Also when it was stopped or failed half way: what is gone by then can come back.
        if (shelved.length > 0) offerBack(shelved);
      }
    });

  const offerBack = (shelved: readonly ShelvedBadge[]) =>
    toast({
      text: i18n.t('select.deleted', shelved.length),
      action: { label: i18n.t('common.undo'), act: () => void putBack(shelved) },
    });

  /** Last deleted first, so that collections get their order back. */
  const putBack = (shelved: readonly ShelvedBadge[]) =>
    run(i18n.t('select.undoing'), shelved.length, async ({ show }) => {
      for (const [done, badge] of shelved.toReversed().entries()) {
        show(done);
        const outcome = await backpack.restore(await unshelve(badge));
        if (outcome.kind !== 'failed') continue;
        const left = shelved.slice(0, shelved.length - done);
        toast({
          text: i18n.t('backpack.toast.restoreFailed'),
          action: { label: i18n.t('common.tryAgain'), act: () => void putBack(left) },
        });
        return;
      }
      toast({ text: i18n.t('select.restored', shelved.length) });
    });

  const checkAgain = (badges: readonly ListedBadge[]) =>
    run(i18n.t('select.checking'), badges.length, async ({ show, signal }) => {
      let checked = 0;
      for (const [done, { id }] of badges.entries()) {
        if (signal.aborted) break;
        show(done);
        if ((await around.recheck(id)) === 'checked') checked += 1;
      }
      toast({ text: i18n.t('select.checked', checked) });
    });

  const downloadFiles = (badges: readonly ListedBadge[]) =>
    run(i18n.t('select.packing'), badges.length, async ({ show, signal }) => {
      const ids = badges.map(({ id }) => id);
      const parts: Blob[] = [];
      for await (const part of writeZip(badgeFiles(backpack, ids, { onBadge: show, signal }))) {
        parts.push(new Blob([part]));
      }
      const name = `badges-${new Date().toISOString().slice(0, 10)}.zip`;
      downloadBlob(name, new Blob(parts));
      toast({ text: i18n.t('select.downloaded', { name }) });
    });

  return { setWords, collect, collectInNew, remove, checkAgain, downloadFiles };
}

interface Step {
  show: (done: number) => void;
  signal: AbortSignal;
}
