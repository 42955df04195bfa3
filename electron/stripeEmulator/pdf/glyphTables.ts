/** Raw TrueType tables of one font, and fonts cut from them that hold only the glyphs a document draws. */
export interface GlyphTables {
  advanceOf(gid: number): number;
  /** A TrueType file whose glyph n is `gids[n]`; parts of composite glyphs are added behind. */
  cut(gids: readonly number[]): Uint8Array;
}

interface Table {
  readonly tag: string;
  readonly bytes: Uint8Array;
}

const composite = {
  argumentsAreWords: 0x0001,
  hasScale: 0x0008,
  moreComponents: 0x0020,
  hasTwoScales: 0x0040,
  hasMatrix: 0x0080,
};

export function createGlyphTables(file: Uint8Array): GlyphTables {
  const table = readDirectory(file);
  const glyf = table('glyf');
  const hmtx = viewOf(table('hmtx'));
  const loca = viewOf(table('loca'));
  const isLongLoca = viewOf(table('head')).getInt16(50) === 1;
  const metricCount = viewOf(table('hhea')).getUint16(34);
  const offsetOf = (gid: number): number => (isLongLoca ? loca.getUint32(gid * 4) : loca.getUint16(gid * 2) * 2);
  const outlineOf = (gid: number): Uint8Array => glyf.subarray(offsetOf(gid), offsetOf(gid + 1));
  const advanceOf = (gid: number): number => hmtx.getUint16(Math.min(gid, metricCount - 1) * 4);
  const bearingOf = (gid: number): number =>
    gid < metricCount ? hmtx.getInt16(gid * 4 + 2) : hmtx.getInt16(metricCount * 4 + (gid - metricCount) * 2);

  return {
    advanceOf,
    cut(gids) {
      const kept = [...gids];
      const outlines: Uint8Array[] = [];
      for (let index = 0; index < kept.length; index += 1) {
        outlines.push(keepComponents(outlineOf(kept[index] ?? 0), kept));
      }
      const metrics = new DataView(new ArrayBuffer(kept.length * 4));
      kept.forEach((gid, index) => {
        metrics.setUint16(index * 4, advanceOf(gid));
        metrics.setInt16(index * 4 + 2, bearingOf(gid));
      });
      return writeFont([
        ...writeOutlines(outlines),
        { tag: 'head', bytes: patch(table('head'), 50, 1) },
        { tag: 'hhea', bytes: patch(table('hhea'), 34, kept.length) },
        { tag: 'hmtx', bytes: new Uint8Array(metrics.buffer) },
        { tag: 'maxp', bytes: patch(table('maxp'), 4, kept.length) },
        { tag: 'prep', bytes: table('prep') },
      ]);
    },
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readDirectory(file: Uint8Array): (tag: string) => Uint8Array {
  const view = viewOf(file);
  const tables = new Map<string, Uint8Array>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16;
    const tag = String.fromCharCode(...file.subarray(entry, entry + 4));
    const start = view.getUint32(entry + 8);
    tables.set(tag, file.subarray(start, start + view.getUint32(entry + 12)));
  }
  return (tag) => {
    const bytes = tables.get(tag);
    if (bytes === undefined) throw new Error(`The font has no table ${tag}.`);
    return bytes;
  };
}

/** Copies an outline; a composite one refers to its parts by their new numbers, missing parts join `kept`. */
function keepComponents(outline: Uint8Array, kept: number[]): Uint8Array {
  if (outline.length === 0 || viewOf(outline).getInt16(0) >= 0) return outline;
  const copy = outline.slice();
  const view = viewOf(copy);
  let offset = 10;
  let flags: number;
  do {
    flags = view.getUint16(offset);
    const part = view.getUint16(offset + 2);
    let place = kept.indexOf(part);
    if (place < 0) place = kept.push(part) - 1;
    view.setUint16(offset + 2, place);
    offset += 4 + (flags & composite.argumentsAreWords ? 4 : 2);
    if (flags & composite.hasScale) offset += 2;
    else if (flags & composite.hasTwoScales) offset += 4;
    else if (flags & composite.hasMatrix) offset += 8;
  } while (flags & composite.moreComponents);
  return copy;
}

function writeOutlines(outlines: readonly Uint8Array[]): Table[] {
  const sizes = outlines.map((outline) => (outline.length + 3) & ~3);
  const glyf = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  const loca = new DataView(new ArrayBuffer((outlines.length + 1) * 4));
  let offset = 0;
  outlines.forEach((outline, index) => {
    glyf.set(outline, offset);
    offset += sizes[index] ?? 0;
    loca.setUint32((index + 1) * 4, offset);
  });
  return [
    { tag: 'glyf', bytes: glyf },
    { tag: 'loca', bytes: new Uint8Array(loca.buffer) },
  ];
}

function patch(table: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = table.slice();
  viewOf(copy).setUint16(offset, value);
  return copy;
}

function writeFont(tables: readonly Table[]): Uint8Array {
  const sorted = tables.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
  const headerLength = 12 + sorted.length * 16;
  const padded = (length: number): number => (length + 3) & ~3;
  const total = sorted.reduce((sum, { bytes }) => sum + padded(bytes.length), headerLength);
  const file = new Uint8Array(total);
  const view = viewOf(file);
  const power = Math.floor(Math.log2(sorted.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, sorted.length);
  view.setUint16(6, 16 << power);
  view.setUint16(8, power);
  view.setUint16(10, sorted.length * 16 - (16 << power));
  let offset = headerLength;
  sorted.forEach(({ tag, bytes }, index) => {
    const entry = 12 + index * 16;
    file.set(bytes, offset);
    for (let letter = 0; letter < 4; letter += 1) file[entry + letter] = tag.charCodeAt(letter);
    view.setUint32(entry + 4, checksum(view, offset, padded(bytes.length)));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, bytes.length);
    offset += padded(bytes.length);
  });
  return file;
}

function checksum(view: DataView, start: number, length: number): number {
  let sum = 0;
  for (let offset = start; offset < start + length; offset += 4) sum = (sum + view.getUint32(offset)) >>> 0;
  return sum;
}
