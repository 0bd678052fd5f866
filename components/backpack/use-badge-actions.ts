// What is done with the open badge: checking it again, asking for a newer edition, deleting it with a way back.
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { answerToday } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import { checkSentence, wordsOf } from '../sentences';
import { nameOfSaved } from './badge-list';
import type { BackpackSurroundings } from './surroundings';
import type { ToastWords } from './toasts';

interface Acting {
  backpack: OrganisedBackpack;
  changed: () => Promise<void>;
  toast: (words: ToastWords) => void;
}

export function useRecheck({ backpack, around, changed, toast }: Acting & { around: BackpackSurroundings }) {
  const [checking, setChecking] = useState<ReadonlySet<string>>(new Set());
  const checkAgain = async (id: string, hosts: readonly string[]) => {
    // First of all: browsers ask the person only straight from the click.
    if (hosts.length > 0 && !(await around.allowHosts(hosts))) {
      toast({ text: i18n.t('backpack.detail.notAllowed') });
      return;
    }
    setChecking((others) => new Set([...others, id]));
    try {
      const outcome = await around.recheck(id);
      await changed();
      const badge = outcome === 'checked' ? await backpack.get(id) : undefined;
      toast({
        text: badge
          ? i18n.t('backpack.detail.checkedNow', {
              name: nameOfSaved(badge),
              answer: wordsOf(answerToday(badge)),
            })
          : i18n.t('backpack.detail.checkFailed'),
      });
    } catch (cause) {
      console.error('Laurel could not check a badge again', cause);
      toast({ text: i18n.t('backpack.detail.checkFailed') });
    } finally {
      setChecking((others) => new Set([...others].filter((other) => other !== id)));
    }
  };
  return [checking, checkAgain] as const;
}

/** Asks for a newer edition and opens it where there is one. */
export function useRefresh({
  around,
  changed,
  toast,
  open,
}: Acting & { around: BackpackSurroundings; open: (badgeId: string) => void }) {
  return async (id: string, host: string) => {
    // First of all: browsers ask the person only straight from the click.
    if (!(await around.allowHosts([host]))) return toast({ text: i18n.t('backpack.detail.notAllowed') });
    try {
      const outcome = await around.refresh(id);
      await changed();
      switch (outcome.kind) {
        case 'saved':
        case 'already':
          open(outcome.badgeId);
          return toast({ text: i18n.t('backpack.detail.refreshed') });
        case 'newest':
          return toast({ text: i18n.t('backpack.detail.refreshNewest') });
        case 'kept':
          return toast({ text: checkSentence(outcome.check) });
        case 'failed':
          return toast({ text: i18n.t('backpack.detail.checkFailed') });
      }
    } catch (cause) {
      console.error('Laurel could not ask for a newer edition', cause);
      toast({ text: i18n.t('backpack.detail.checkFailed') });
    }
  };
}

/** Gives whether the badge is gone from the backpack. */
export function useRemove({
  backpack,
  changed,
  toast,
  restored,
}: Acting & { restored: (badgeId: string) => void }): (id: string) => Promise<boolean> {
  return async (id) => {
    try {
      const removed = await backpack.remove(id);
      if (removed) {
        const name = nameOfSaved(removed.badge);
        const undo = async () => {
          const outcome = await backpack.restore(removed);
          await changed();
          if (outcome.kind !== 'failed') {
            restored(outcome.badgeId);
            return toast({ text: i18n.t('backpack.toast.restored', { name }) });
          }
          toast({
            text: i18n.t('backpack.toast.restoreFailed'),
            action: { label: i18n.t('common.tryAgain'), act: () => void undo() },
          });
        };
        toast({
          text: i18n.t('backpack.toast.deleted', { name }),
          action: { label: i18n.t('common.undo'), act: () => void undo() },
        });
      }
      await changed();
      return true;
    } catch (cause) {
      console.error('Laurel could not delete a badge', cause);
      toast({ text: i18n.t('backpack.toast.deleteFailed') });
      return false;
    }
  };
}
