// What is done with collections on the page, each with its way back.
import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Collection, ListedBadge } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { nameOfSaved } from './badge-list';
import { reordered } from './order';
import type { ToastWords } from './toasts';

interface Acting {
  backpack: OrganisedBackpack;
  changed: () => Promise<void>;
  toast: (words: ToastWords) => void;
}

export function useCollections({ backpack, changed, toast }: Acting) {
  return useMemo(() => {
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
        await changed();
      } catch (cause) {
        console.error('Laurel could not change collections', cause);
        toast({ text: i18n.t('organise.failed') });
      }
    };
    const told = (text: string, back: () => Promise<unknown>) =>
      toast({
        text,
        action: {
          label: i18n.t('common.undo'),
          act: () => void attempt(async () => void (await back())),
        },
      });

    return {
      /** An empty one. */
      create: (name: string) =>
        attempt(async () => {
          const { id } = await backpack.createCollection({ name });
          told(i18n.t('left.created', { name }), () => backpack.deleteCollection(id));
        }),
      /** To `place` (from 0) among the others in it. */
      moveBadges: (badges: readonly ListedBadge[], { id, badgeIds }: Collection, place: number) =>
        attempt(async () => {
          const moved = badges.map((badge) => badge.id);
          const order = reordered(badgeIds, moved, place);
          if (order === undefined) return;
          await backpack.orderCollection(id, order);
          const [only, ...others] = badges;
          const name =
            only && others.length === 0 ? nameOfSaved(only) : i18n.t('backpack.count', badges.length);
          told(i18n.t('organise.moved', { name }), () => backpack.orderCollection(id, badgeIds));
        }),
      /** To `place` (from 0) among the others of `all`. */
      moveCollection: (moved: Collection, place: number, all: readonly Collection[]) =>
        attempt(async () => {
          const before = all.map(({ id }) => id);
          const order = reordered(before, [moved.id], place);
          if (order === undefined) return;
          await backpack.reorderCollections(order);
          told(i18n.t('organise.moved', { name: moved.name }), () => backpack.reorderCollections(before));
        }),
    };
  }, [backpack, changed, toast]);
}
