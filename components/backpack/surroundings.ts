import { createContext } from 'preact';
import type { Replay } from '../../lib/backpack/kept-proof';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import type { Contents, ImportWorld, ReadAddress } from '../../lib/collect';
import type { RefreshedSaved } from '../../lib/page/refresh-saved';

/** What the backpack page is given, so that it runs in a test without a browser extension around it. */
export interface BackpackSurroundings {
  /** Rejects with BackpackError. */
  open(): Promise<OrganisedBackpack>;
  /** Checks a saved badge again; its report is in the backpack afterwards. */
  recheck(badgeId: string): Promise<'checked' | 'failed'>;
  /** Asks the issuer of a saved badge for a newer edition, which joins the backpack. */
  refresh(badgeId: string): Promise<RefreshedSaved>;
  /** Asks the browser's leave for these hosts; call it straight from a click. */
  allowHosts(hosts: readonly string[]): Promise<boolean>;
  /** Calls back when another part of Laurel changed the backpack; gives the function that ends this. */
  onChanged(listener: () => void): () => void;
  /** Tells Laurel's other pages that this one changed the backpack. */
  tellChanged(): void;
  /** The badges in a file, without any request. `at`: the address that gave it. */
  contentsOf(bytes: Uint8Array, at?: string): Promise<Contents>;
  /** What is in a PDF: nobody is asked by reading it. */
  takePdf: ImportWorld['takePdf'];
  /** Asks for what is at an address that the person gave. */
  readAddress: ReadAddress;
  /** Verifies with what was kept, asking nobody. */
  replay: Replay;
}

/** The open backpack, for the parts that read pictures and details from it. */
export const OpenBackpack = createContext<OrganisedBackpack | undefined>(undefined);
