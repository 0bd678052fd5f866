// Stands in for the setimmediate polyfill, whose string callbacks need `new Function`. rdf-canonize only yields with it.
const target = globalThis as { setImmediate?: (callback: () => void) => unknown };
target.setImmediate ??= (callback) => setTimeout(callback, 0);
