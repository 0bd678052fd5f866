/**
 * Stands in for WXT's ContentScriptContext in the page scripts (wxt.config.ts). The original announces each start
 * by an event in the page's document, ends the scripts that run there already, and weighs 3 kB on every page.
 * Laurel's scripts find each other in their own isolated world and end by an AbortSignal.
 */
export class ContentScriptContext {}
