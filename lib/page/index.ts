// The badges of every open tab: from candidates to entries, reports, seals, cards and saves.
export { entryIdOf, hostedAddressOf } from './entry-identity';
export { PageBadges, SAMPLE_TAB, type TabOrigin } from './page-badges';
export type { PictureOutcome } from './picture-check';
export { recheckSaved } from './recheck-saved';
export { type RefreshedSaved, refreshSaved } from './refresh-saved';
export { answerOfReport, reportView } from './report-view';
export type { FetchUse, PageSurroundings, PictureBytes } from './surroundings';
export type * from './views';
export { type WatchSurroundings, watchSaved } from './watch-saved';
