// The only code in lib/ that touches browser.*: messages, settings, permissions, page scripts, menus, toolbar.
// worker.ts is the worker's part of the face: it brings verification, which pages have no use for.
// Page scripts import page-messages.ts directly: the rest brings a validation library that they can not afford.
export { EVERY_SITE } from './manifest';
export * from './menus';
export * from './messages';
export { answerPageRequests, ask } from './page-messages';
export * from './page-scripts';
export * from './page-sessions';
export * from './permissions';
export * from './private-network';
export { readRequestLog } from './request-log';
export * from './settings';
export * from './side-panel';
export * from './toolbar';
