// Stands in for the encryption algorithms of jose: a badge is signed, never encrypted, and a kilobyte of the worker
// would know how. An encryption `alg` is an unsupported one.
export const JWE: Readonly<Record<string, never>> = Object.freeze(Object.create(null));
