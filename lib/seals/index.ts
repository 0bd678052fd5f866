// Seals on the page: one closed root with a button on each badge, and the card that opens beside it. Page-script
// code: it is given the document and everything that reaches the extension.
export { CARD_GREETING, type FromCard, type ToCard } from './card-port';
export { type Seals, type SealsOptions, startSeals } from './seals';
