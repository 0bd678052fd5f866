// How many requests one credential and one file may cause, so that no badge can use Laurel to flood a host.

export interface RequestBudget {
  /** Takes one request; false when there is none left. */
  spend(): boolean;
}

interface FileBudget {
  /** One credential's share. What it spends is taken from the file's too. */
  forCredential(): RequestBudget;
}

export function createFileBudget({ perFile = 64, perCredential = 8 } = {}): FileBudget {
  let leftOfFile = perFile;
  return {
    forCredential() {
      let left = perCredential;
      return {
        spend() {
          if (left < 1 || leftOfFile < 1) return false;
          left -= 1;
          leftOfFile -= 1;
          return true;
        },
      };
    },
  };
}
