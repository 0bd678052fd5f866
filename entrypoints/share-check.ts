// Written into every share page, which has nothing else to run. No page loads it as a file of Laurel's.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { checkPage } from '../lib/share/self-check';

export default defineUnlistedScript(() => {
  void checkPage(document);
});
