// Stands in for the part of rdf-canonize that Laurel never calls (canonicalizing in one go). Calling it is a TypeError.
export {};
