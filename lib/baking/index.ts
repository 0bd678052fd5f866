// Badge payloads in and out of PNG and SVG bytes: Open Badges 1.0 to 3.0 and CLR 2.0 baking.
export { BakeError, type BakeErrorCode, bake } from './bake';
export type { Container, Note, Payload, Standard, Unbaked } from './payload';
export { sniffContainer, type UnbakeOptions, unbake } from './unbake';
