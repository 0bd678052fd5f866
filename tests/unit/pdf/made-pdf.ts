// PDFs written by hand (ISO 32000-1), so that no library reads back what it wrote itself.
import { deflateSync } from 'node:zlib';

export interface MadePdf {
  links?: string[];
  /** Deflated, as most programs attach them. */
  files?: { name: string; bytes: Uint8Array }[];
  /** Further indirect objects: dictionaries or streams, as they stand in the file. */
  objects?: (string | { dict: string; bytes: Uint8Array })[];
  /** What else the trailer says. */
  trailer?: string;
}

/** One page with its links, a catalog with its attached files. */
export function madePdf({ links = [], files = [], objects = [], trailer = '' }: MadePdf): Uint8Array {
  const file = new PdfFile();
  const annotations = links.map((address, at) =>
    file.add(
      `<< /Type /Annot /Subtype /Link /Rect [72 ${700 - 20 * at} 300 ${714 - 20 * at}] /Border [0 0 0] ` +
        `/A << /S /URI /URI ${string(address)} >> >>`,
    ),
  );
  const names = files.map(({ name, bytes }) => {
    const packed = deflateSync(bytes);
    const stream = file.add({
      dict: `/Type /EmbeddedFile /Filter /FlateDecode /Params << /Size ${bytes.length} >>`,
      bytes: packed,
    });
    const specification = file.add(
      `<< /Type /Filespec /F ${string(name)} /UF ${string(name)} /EF << /F ${stream} 0 R >> >>`,
    );
    return `${string(name)} ${specification} 0 R`;
  });
  for (const object of objects) file.add(object);
  const pages = file.next + 1;
  const page = file.add(
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Annots [${annotations
      .map((number) => `${number} 0 R`)
      .join(' ')}] >>`,
  );
  file.add(`<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>`);
  const root = file.add(
    `<< /Type /Catalog /Pages ${pages} 0 R /Names << /EmbeddedFiles << /Names [${names.join(' ')}] >> >> >>`,
  );
  return file.end(root, trailer);
}

/** Streams that never end: to find that out, a reader looks through the rest of the file for each of them. */
export function endlessPdf(streams = 40_000): Uint8Array {
  const all = Array.from(
    { length: streams },
    (_, at) => `${at + 1} 0 obj\n<< /Length 0 >>\nstream\nx\nendobj\n`,
  );
  return bytesOf(`%PDF-1.7\n${all.join('')}trailer\n<< /Size 1 >>\n%%EOF\n`);
}

class PdfFile {
  readonly #parts: Uint8Array[] = [bytesOf('%PDF-1.7\n')];
  readonly #offsets: number[] = [];

  get next(): number {
    return this.#offsets.length + 1;
  }

  add(object: NonNullable<MadePdf['objects']>[number]): number {
    this.#offsets.push(this.#length);
    const number = this.#offsets.length;
    if (typeof object === 'string') this.#write(`${number} 0 obj\n${object}\nendobj\n`);
    else {
      this.#write(`${number} 0 obj\n<< ${object.dict} /Length ${object.bytes.length} >>\nstream\n`);
      this.#parts.push(object.bytes);
      this.#write('\nendstream\nendobj\n');
    }
    return number;
  }

  end(root: number, trailer: string): Uint8Array {
    const start = this.#length;
    const lines = this.#offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const size = this.#offsets.length + 1;
    this.#write(`xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}`);
    this.#write(`trailer\n<< /Size ${size} /Root ${root} 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat(this.#parts);
  }

  get #length(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  #write(text: string): void {
    this.#parts.push(bytesOf(text));
  }
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function string(text: string): string {
  return `(${text.replace(/[\\()]/g, '\\$&')})`;
}
