import { describe, expect, it } from 'vitest';
import { relabel } from '../../../../../lib/verify/proofs/sd/labels';

const LABELS = new Map([
  ['c14n0', 'uB'],
  ['c14n1', 'uA'],
]);

describe('names of blank nodes', () => {
  it('are replaced wherever a blank node stands, and the statements sorted anew', () => {
    const nQuads = '_:c14n0 <urn:p> _:c14n1 .\n_:c14n1 <urn:p> "x" _:c14n0 .\n';
    expect(relabel(nQuads, LABELS)).toEqual(['_:uA <urn:p> "x" _:uB .\n', '_:uB <urn:p> _:uA .\n']);
  });

  it('leaves texts and addresses alone that look like one', () => {
    const nQuads = '<urn:_:c14n0> <urn:p> "say \\" _:c14n1 . _:other" .\n';
    expect(relabel(nQuads, LABELS)).toEqual([nQuads]);
  });

  it('gives nothing when a name is missing', () => {
    expect(relabel('_:c14n2 <urn:p> "x" .\n', LABELS)).toBeUndefined();
  });

  it('takes texts of megabytes', () => {
    const nQuads = `_:c14n0 <urn:p> "${'a\\\\'.repeat(1_000_000)}" .\n`;
    expect(relabel(nQuads, LABELS)?.[0]?.startsWith('_:uB ')).toBe(true);
  });
});
