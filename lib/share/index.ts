// What can be given away of a badge, to where, and exactly what becomes public by it.
// Pure: says what to do; the surfaces do it after the person has seen what is revealed.
export { type PageReport, pageReportCsv, pageReportJson, type ReportRow } from './page-report';
export { bakedAnew, type PageBadge, sealedRecipients } from './page-badge';
export { publicLink } from './public-link';
export { type SharePageOptions, type SharePageWords, sharePage } from './share-page';
export { type Revealed, type ShareTarget, type ShareTargetId, shareTargets } from './targets';
