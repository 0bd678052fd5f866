import { useEffect, useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Backpack } from '../../../lib/backpack';
import { type GivenFile, waitingFiles } from '../../../lib/collect';
import type { BackpackSurroundings } from '../surroundings';
import type { ToastWords } from '../toasts';
import type { ImportActions } from './import-line';
import { type ImportProgress, useImport } from './use-import';
import { pastedText, usePaste } from './use-paste';

interface Surroundings {
  backpack: Backpack;
  around: BackpackSurroundings;
  changed: () => Promise<void>;
  /** A whole backpack was among the files. */
  backup: (file: File) => void;
  toast: (words: ToastWords) => void;
  open: (badgeId: string) => void;
}

export interface Collecting {
  progress: ImportProgress;
  actions: ImportActions;
  addFiles(files: GivenFile[]): void;
  addText(text: string): void;
  addAddresses(addresses: readonly string[]): void;
  /** What the dialog begins with; undefined while it is closed. */
  offered: string | undefined;
  offer(text: string | undefined): void;
}

/** Every way into the backpack: files, folders, the clipboard, text, addresses, and what becomes of each. */
export function useCollecting({ backpack, around, changed, backup, toast, open }: Surroundings): Collecting {
  const [progress, job] = useImport({ backpack, around, changed, backup });
  const [offered, offer] = useState(addressGiven);
  useEffect(forgetAddressGiven, []);
  usePaste({ add: (waiting) => void job.add(waiting), offer });

  return useMemo(() => {
    const addAddresses = async (addresses: readonly string[]) => {
      // Knows the pages of every provider, which most visits never need.
      const { waitingAddresses } = await import('../../../lib/collect/addresses');
      await job.add(waitingAddresses(addresses, around.readAddress));
    };
    const allow = async (hosts: readonly string[]) => {
      // First of all: browsers ask the person only straight from the click.
      if (!(await around.allowHosts(hosts))) return toast({ text: i18n.t('backpack.detail.notAllowed') });
      await job.tryAgain();
      await job.checkNeeding();
    };
    const takeBack = async () => {
      const before = progress.state.added.length;
      const failed = await job.takeBack();
      const words = { text: i18n.t('backpack.import.undone', before - failed) };
      toast(failed > 0 ? { text: i18n.t('backpack.import.undoFailed', failed) } : words);
    };
    return {
      progress,
      actions: {
        open,
        stop: () => job.stop(),
        tryAgain: () => void job.tryAgain(),
        takeBack: () => void takeBack(),
        clear: () => job.clear(),
        allow: (hosts) => void allow(hosts),
        look: (address) => void addAddresses([address]),
        follow: (lineIds) => void job.look(lineIds),
      },
      addFiles: (files) => void job.add(waitingFiles(files)),
      addText: (text) => void job.add([pastedText(text)]),
      addAddresses: (addresses) => void addAddresses(addresses),
      offered,
      offer,
    };
  }, [job, progress, around, toast, open, offered]);
}

/** `?add=<addresses, one a line>`: popup and side panel send here what only the backpack takes. It waits for a click. */
function addressGiven(): string | undefined {
  return new URLSearchParams(location.search).get('add') ?? undefined;
}

function forgetAddressGiven(): void {
  const address = new URL(location.href);
  address.searchParams.delete('add');
  history.replaceState(history.state, '', address);
}
