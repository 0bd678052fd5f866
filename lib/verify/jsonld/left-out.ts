// Stands in for the parts of jsonld.js and rdf-canonize that Laurel never calls (compaction, framing, flattening,
// reading RDF, canonicalizing in one go): they would be an eighth of the worker. Calling one is a TypeError.
export {};
