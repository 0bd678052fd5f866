// What a PDF carries that may be a badge: the web links on its pages and the files attached to it.
// Needs much code and time for hostile files: run it in a worker of its own that can be ended.
export { type PdfContents, readPdf } from './read-pdf';
