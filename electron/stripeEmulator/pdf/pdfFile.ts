import { deflateSync } from 'node:zlib';

/** A PDF 1.7 file under construction. The same calls give the same bytes: nothing in it depends on time or chance. */
export interface PdfFile {
  reserve(): number;
  put(id: number, body: string): void;
  add(body: string): number;
  addStream(bytes: Uint8Array, entries?: string): number;
  /** Stores a small object in the shared compressed container. */
  pack(id: number, body: string): void;
  finish(root: number, info: number): Uint8Array;
}

/** Where an object lies: at an offset, or at a place inside a container. */
type Place =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'packed'; readonly container: number; readonly index: number };

interface PackedObject {
  readonly id: number;
  readonly body: string;
}

export function createPdfFile(): PdfFile {
  const chunks: Uint8Array[] = [];
  const places: Place[] = [];
  const packed: PackedObject[] = [];
  let length = 0;
  let lastId = 0;

  const write = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const writeText = (text: string): void => write(Buffer.from(text, 'latin1'));
  const begin = (id: number): void => {
    places[id] = { kind: 'offset', offset: length };
    writeText(`${id} 0 obj\n`);
  };
  const reserve = (): number => (lastId += 1);
  const put = (id: number, body: string): void => {
    begin(id);
    writeText(`${body}\nendobj\n`);
  };
  const putStream = (id: number, bytes: Uint8Array, entries: string): void => {
    const compressed = deflateSync(bytes);
    begin(id);
    writeText(`<<${entries}/Filter/FlateDecode/Length ${compressed.length}>>\nstream\n`);
    write(compressed);
    writeText('\nendstream\nendobj\n');
  };
  const add = (body: string): number => {
    const id = reserve();
    put(id, body);
    return id;
  };
  const addStream = (bytes: Uint8Array, entries = ''): number => {
    const id = reserve();
    putStream(id, bytes, entries);
    return id;
  };

  writeText('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
  return {
    reserve,
    put,
    add,
    addStream,
    pack: (id, body) => void packed.push({ id, body }),
    finish(root, info) {
      if (packed.length > 0) {
        const { bytes, first } = toContainer(packed);
        const container = addStream(bytes, `/Type/ObjStm/N ${packed.length}/First ${first}`);
        packed.forEach(({ id }, index) => (places[id] = { kind: 'packed', container, index }));
      }
      const crossReference = reserve();
      const start = length;
      places[crossReference] = { kind: 'offset', offset: start };
      const entries = `/Type/XRef/Size ${lastId + 1}/W[1 4 2]/Root ${root} 0 R/Info ${info} 0 R`;
      putStream(crossReference, toCrossReference(places), entries);
      writeText(`startxref\n${start}\n%%EOF\n`);
      return Buffer.concat(chunks, length);
    },
  };
}

/** Objects one after the other, before them where each begins, counted from `first`. */
function toContainer(packed: readonly PackedObject[]): { bytes: Uint8Array; first: number } {
  let index = '';
  let bodies = '';
  for (const { id, body } of packed) {
    index += `${id} ${bodies.length} `;
    bodies += `${body} `;
  }
  return { bytes: Buffer.from(index + bodies, 'latin1'), first: index.length };
}

/** Seven bytes per object: kind, offset or container, place in the container. */
function toCrossReference(places: readonly Place[]): Uint8Array {
  const table = new DataView(new ArrayBuffer(places.length * 7));
  table.setUint16(5, 65535);
  places.forEach((place, id) => {
    const isPacked = place.kind === 'packed';
    table.setUint8(id * 7, isPacked ? 2 : 1);
    table.setUint32(id * 7 + 1, isPacked ? place.container : place.offset);
    table.setUint16(id * 7 + 5, isPacked ? place.index : 0);
  });
  return new Uint8Array(table.buffer);
}

/** Text for the document's properties and structure: UTF-16 in hexadecimal, so that nothing needs escaping. */
export function toPdfText(text: string): string {
  let hex = 'feff';
  for (let index = 0; index < text.length; index += 1)
    hex += text.charCodeAt(index).toString(16).padStart(4, '0');
  return `<${hex}>`;
}

export function toPdfDate(unixSeconds: number): string {
  const digits = new Date(unixSeconds * 1000).toISOString().replace(/\D/gu, '').slice(0, 14);
  return `(D:${digits}Z)`;
}
