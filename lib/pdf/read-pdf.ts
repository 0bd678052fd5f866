import {
  decodePDFRawStream,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFParser,
  PDFRawStream,
  PDFStream,
  PDFString,
} from 'pdf-lib';

export interface PdfContents {
  /** Web addresses of links (https and http), each once, in the file's order. */
  links: string[];
  /** Attached and embedded files. */
  files: { name: string; bytes: Uint8Array }[];
  /** What was left out. `encrypted`: only its password would show the rest. `limit`: more than Laurel reads. */
  notes: ('encrypted' | 'limit' | 'damaged')[];
}

const MAX_LINKS = 200;
const MAX_FILES = 50;
const MAX_ADDRESS_CHARACTERS = 4_000;
/** Inflated, over all streams of one PDF: a few kB can claim gigabytes. */
const MAX_INFLATED_BYTES = 64_000_000;
const MAX_DEPTH = 40;
const MAX_VISITED = 1_000_000;

/** Never rejects: what can not be read is told in the notes. */
export async function readPdf(bytes: Uint8Array): Promise<PdfContents> {
  budget.left = MAX_INFLATED_BYTES;
  boundStreams();
  let context: PDFContext;
  try {
    context = await PDFParser.forBytesWithOptions(
      bytes,
      Number.POSITIVE_INFINITY,
      false,
      true,
    ).parseDocument();
  } catch (cause) {
    return { links: [], files: [], notes: [cause instanceof TooMuch ? 'limit' : 'damaged'] };
  }
  // Strings and streams are all ciphertext then (ISO 32000-1 §7.6.1).
  if (context.trailerInfo.Encrypt !== undefined) return { links: [], files: [], notes: ['encrypted'] };
  return new Collector(context).collect();
}

class Collector {
  readonly #context: PDFContext;
  readonly #links = new Set<string>();
  readonly #files: PdfContents['files'] = [];
  readonly #taken = new Set<PDFObject>();
  readonly #notes = new Set<PdfContents['notes'][number]>();
  #visited = 0;

  constructor(context: PDFContext) {
    this.#context = context;
  }

  /** Every object once, by the file's own list of them: what a tree of pages hides or loops can not matter. */
  collect(): PdfContents {
    const objects = this.#context.enumerateIndirectObjects();
    if (objects.length === 0) this.#notes.add('damaged');
    for (const [, object] of objects) this.#visit(object, 0);
    return { links: [...this.#links], files: this.#files, notes: [...this.#notes] };
  }

  #visit(object: PDFObject, depth: number): void {
    this.#visited += 1;
    if (depth > MAX_DEPTH || this.#visited > MAX_VISITED) {
      this.#notes.add('limit');
      return;
    }
    if (object instanceof PDFInvalidObject) this.#notes.add('damaged');
    else if (object instanceof PDFArray) {
      for (const item of object.asArray()) this.#visit(item, depth + 1);
    } else if (object instanceof PDFStream) {
      this.#visit(object.dict, depth + 1);
    } else if (object instanceof PDFDict) {
      this.#takeLink(object);
      this.#takeFile(object);
      for (const [, value] of object.entries()) this.#visit(value, depth + 1);
    }
  }

  /** A URI action (ISO 32000-1 §12.6.4.7), wherever it hangs. */
  #takeLink(action: PDFDict): void {
    const address = textOf(this.#entry(action, 'URI'));
    if (address === undefined || this.#entry(action, 'S') !== PDFName.of('URI')) return;
    const url = URL.parse(address.trim());
    if (url === null || !/^https?:$/.test(url.protocol) || url.href.length > MAX_ADDRESS_CHARACTERS) return;
    if (this.#links.size >= MAX_LINKS && !this.#links.has(url.href)) this.#notes.add('limit');
    else this.#links.add(url.href);
  }

  /** A file specification with the file inside (ISO 32000-1 §7.11.3). */
  #takeFile(specification: PDFDict): void {
    const embedded = this.#entry(specification, 'EF');
    if (!(embedded instanceof PDFDict)) return;
    const stream = this.#entry(embedded, 'UF') ?? this.#entry(embedded, 'F');
    if (!(stream instanceof PDFRawStream) || this.#taken.has(stream)) return;
    this.#taken.add(stream);
    if (this.#files.length >= MAX_FILES) {
      this.#notes.add('limit');
      return;
    }
    const name = textOf(this.#entry(specification, 'UF')) ?? textOf(this.#entry(specification, 'F')) ?? '';
    try {
      this.#files.push({ name: lastPart(name), bytes: decodePDFRawStream(stream).decode().slice() });
    } catch (cause) {
      this.#notes.add(cause instanceof TooMuch ? 'limit' : 'damaged');
    }
  }

  #entry(dict: PDFDict, key: string): PDFObject | undefined {
    return this.#context.lookup(dict.get(PDFName.of(key)));
  }
}

function textOf(object: PDFObject | undefined): string | undefined {
  if (!(object instanceof PDFString) && !(object instanceof PDFHexString)) return undefined;
  try {
    return object.decodeText();
  } catch {
    return undefined; // Bytes of no encoding: nobody could follow such a link.
  }
}

/** File specifications may hold a path of the machine that made the PDF. */
function lastPart(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '').slice(0, 200);
}

class TooMuch extends Error {}

/** What may still be inflated. One PDF is read at a time: each has a worker of its own. */
const budget = { left: 0 };
let bounded = false;

/** pdf-lib inflates whatever a stream claims. Every decoder of it grows its buffer here, so this is where it ends. */
function boundStreams(): void {
  if (bounded) return;
  bounded = true;
  const decoders = decoderPrototype();
  const grow = decoders.ensureBuffer;
  decoders.ensureBuffer = function (this: Decoder, requested: number) {
    const before = this.buffer.byteLength;
    if (requested - before > budget.left) throw new TooMuch('a PDF inflates to more than Laurel reads');
    const buffer = grow.call(this, requested);
    budget.left -= buffer.byteLength - before;
    return buffer;
  };
}

interface Decoder {
  buffer: Uint8Array;
  ensureBuffer(requested: number): Uint8Array;
}

/** What all decoders inherit from; pdf-lib does not export it. */
function decoderPrototype(): Decoder {
  const dict = PDFDict.withContext(PDFContext.create());
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
  const decoder: unknown = decodePDFRawStream(PDFRawStream.of(dict, new Uint8Array([0x78, 0x9c])));
  let prototype: unknown = decoder;
  while (typeof prototype === 'object' && prototype !== null) {
    if (Object.hasOwn(prototype, 'ensureBuffer')) return prototype as Decoder;
    prototype = Object.getPrototypeOf(prototype);
  }
  throw new Error('pdf-lib has no decoder to bound');
}
