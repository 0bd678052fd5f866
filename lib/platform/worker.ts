// The worker's part of the platform room: what wires the browser's events to the rooms.
export { followBadges } from './badges-in-tabs';
export { pageSurroundings } from './page-surroundings';
export {
  menuHandlers,
  requestHandlers,
  stopWhereLeaveEnded,
  tabClosed,
  tabUpdated,
} from './request-handlers';
export { watchOverSaved } from './watch';
