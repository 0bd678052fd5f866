// Stands in for what jsonld.js does to the browser that it finds itself in: define a global, choose a loader that
// asks the network. Laurel's contexts come from its own loader (processor.ts).
export function setupGlobals(): void {}
export function setupDocumentLoaders(): void {}
