// The person's badges in IndexedDB: original bytes, what they say, what proved them, what was found out.
// Public face (all reject with BackpackError carrying a code where storage fails):
//   openBackpack(options?) -> Backpack
//   Backpack: save(saving) -> SaveOutcome; remove(id) -> Removed; restore(removed); list(); get(id); files(id);
//             reports(id); evidence(id); addReport(id, report, evidence); find(award keys); count(); close()
export type * from './records';
