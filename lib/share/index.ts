// What can be given away of a badge, to where, and exactly what becomes public by it.
// Pure: says what to do; the surfaces do it after the person has seen what is revealed.

export { bakedAnew, type PageBadge, sealedRecipients } from './page-badge';
export { type PageReport, pageReportCsv, pageReportJson, type ReportRow } from './page-report';
export { dateOnPage, type PageWord, pageWords } from './page-words';
export { publicLink } from './public-link';
export { type SharePageOptions, type SharePageWords, sharePage } from './share-page';
export { onServer, type Revealed, type ShareTarget, type ShareTargetId, shareTargets } from './targets';
