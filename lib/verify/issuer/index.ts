// What the person knows of a sealer, and names that are made to be taken for another's.
export { judgeSealer } from './judge-sealer';
