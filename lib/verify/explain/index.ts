// The proof of the proof: the values between a badge's document and its answer, for those who want to work them out
// themselves. A face of its own beside the room's index: only the page that shows it imports it, not the worker.
//   explainProof(document, environment) -> each seal with what was hashed, the signed bytes and the key; never rejects
//   replayOf(evidence)                  -> a fetch that answers with kept documents and asks nobody
export { explainProof } from './explain-proof';
export type { ExplainedKey, ExplainedProof, Explanation } from './explanation';
export { replayOf } from './replay';
