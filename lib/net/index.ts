// The one door to the network: policy, limits, cache and request log. Nothing else in Laurel calls fetch.
// What needs the browser's own answers (leave, whether redirects are guarded) is given by the caller.
export { guardAddress } from './addresses';
export { createFileBudget } from './budget';
export { createDocumentCache } from './cache';
export { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch';
export { createRequestLog, type LoggedRequest, type RequestWhy } from './log';
export { openPicture } from './open-picture';
export { readPackaged } from './packaged';
export { type PageRead, type PageReadOptions, readAsPage } from './page-read';
export { privateNetworkRules } from './private-network-rules';
export { createRequestQueue } from './queue';
export { type FetchReason, FetchRefused } from './reasons';
export type { Leave } from './request';
