// What can be given away of a badge, to where, and exactly what becomes public by it.
// Pure: says what to do; the surfaces do it after the person has seen what is revealed.

export { type Content, contentsOf } from './contents';
export { LINK_LISTS, listedLinks } from './link-list';
export { type PageReport, pageReportCsv, pageReportJson, type ReportRow } from './page-report';
export { publicLink } from './public-link';
export {
  type DocumentForm,
  isForHolder,
  onServer,
  type Revealed,
  type ShareTarget,
  type ShareTargetId,
  shareTargets,
} from './targets';
