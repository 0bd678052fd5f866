import { useMemo } from 'preact/hooks';
import type { EntryView } from '../../lib/page/views';
import { ShareDialog } from './share-dialog';
import { entrySource } from './share-source';

interface ShareEntryProps {
  tabId: number;
  entry: EntryView;
  close(): void;
}

/** Sharing a badge of a page. */
export function ShareEntry({ tabId, entry, close }: ShareEntryProps) {
  const source = useMemo(() => entrySource(tabId, entry), [tabId, entry]);
  return <ShareDialog source={source} close={close} />;
}
