/** A glyph to draw: one of the font's, or several on top of each other. */
export interface GlyphOutline {
  readonly parts: readonly { readonly gid: number; readonly dx: number; readonly dy: number }[];
  readonly width: number;
}

/** Raw TrueType tables of one font, and fonts cut from them that hold only the glyphs a document draws. */
export interface GlyphTables {
  /** A TrueType file whose glyph n + 1 is `outlines[n]`; glyph 0 is the missing one, parts are added behind. */
  cut(outlines: readonly GlyphOutline[]): Uint8Array;
}

interface Table {
  readonly tag: string;
  readonly bytes: Uint8Array;
}

const composite = {
  argumentsAreWords: 0x0001,
  argumentsAreOffsets: 0x0002,
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
  const offsetOf = (gid: number): number =>
    isLongLoca ? loca.getUint32(gid * 4) : loca.getUint16(gid * 2) * 2;
  const outlineOf = (gid: number): Uint8Array => glyf.subarray(offsetOf(gid), offsetOf(gid + 1));
  const advanceOf = (gid: number): number => hmtx.getUint16(Math.min(gid, metricCount - 1) * 4);

  return {
    cut(outlines) {
      const plain = outlines.map(toPlainGlyph);
      // Number in the new font per glyph of the old one; parts that no outline shows by itself wait for the end.
      const numbers = new Map<number, number>();
      plain.forEach((gid, index) => {
        if (gid !== null) numbers.set(gid, index + 1);
      });
      const waiting: number[] = [];
      const numberOf = (gid: number): number => {
        let number = numbers.get(gid);
        if (number === undefined) {
          number = outlines.length + waiting.push(gid);
          numbers.set(gid, number);
        }
        return number;
      };
      const copy = (gid: number): Uint8Array => renumberParts(outlineOf(gid), numberOf);
      const drawn = [{ bytes: copy(0), width: advanceOf(0) }];
      outlines.forEach(({ parts, width }, index) => {
        const gid = plain[index] ?? null;
        drawn.push({ bytes: gid === null ? compose(parts, outlineOf, numberOf) : copy(gid), width });
      });
      for (const gid of waiting) drawn.push({ bytes: copy(gid), width: advanceOf(gid) });
      return writeFont([
        ...writeOutlines(drawn.map(({ bytes }) => bytes)),
        { tag: 'head', bytes: patch(table('head'), 50, 1) },
        { tag: 'hhea', bytes: patch(table('hhea'), 34, drawn.length) },
        { tag: 'hmtx', bytes: writeMetrics(drawn) },
        { tag: 'maxp', bytes: patch(table('maxp'), 4, drawn.length) },
        { tag: 'prep', bytes: table('prep') },
      ]);
    },
  };
}

/** The glyph that an outline shows unchanged, or null. */
function toPlainGlyph({ parts: [first, ...others] }: GlyphOutline): number | null {
  return first !== undefined && others.length === 0 && first.dx === 0 && first.dy === 0 ? first.gid : null;
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

/** Copies an outline; a composite one refers to its parts by their new numbers. */
function renumberParts(outline: Uint8Array, numberOf: (gid: number) => number): Uint8Array {
  if (outline.length === 0 || viewOf(outline).getInt16(0) >= 0) return outline;
  // Not slice(): on a Buffer that is a view, and the parsed font would change under the next document.
  const copy = new Uint8Array(outline);
  const view = viewOf(copy);
  let offset = 10;
  let flags: number;
  do {
    flags = view.getUint16(offset);
    view.setUint16(offset + 2, numberOf(view.getUint16(offset + 2)));
    offset += 4 + (flags & composite.argumentsAreWords ? 4 : 2);
    if (flags & composite.hasScale) offset += 2;
    else if (flags & composite.hasTwoScales) offset += 4;
    else if (flags & composite.hasMatrix) offset += 8;
  } while (flags & composite.moreComponents);
  return copy;
}

/** Makes one glyph of several, each at its offset. */
function compose(
  parts: GlyphOutline['parts'],
  outlineOf: (gid: number) => Uint8Array,
  numberOf: (gid: number) => number,
): Uint8Array {
  const visible = parts.filter(({ gid }) => outlineOf(gid).length > 0);
  const view = new DataView(new ArrayBuffer(10 + visible.length * 8));
  view.setInt16(0, -1);
  visible.forEach(({ gid, dx, dy }, index) => {
    const box = viewOf(outlineOf(gid));
    const widen = (at: number, offset: number, pick: (a: number, b: number) => number): void => {
      const edge = box.getInt16(at) + offset;
      view.setInt16(at, index === 0 ? edge : pick(view.getInt16(at), edge));
    };
    widen(2, dx, Math.min);
    widen(4, dy, Math.min);
    widen(6, dx, Math.max);
    widen(8, dy, Math.max);
    const more = index < visible.length - 1 ? composite.moreComponents : 0;
    const start = 10 + index * 8;
    view.setUint16(start, composite.argumentsAreWords | composite.argumentsAreOffsets | more);
    view.setUint16(start + 2, numberOf(gid));
    view.setInt16(start + 4, dx);
    view.setInt16(start + 6, dy);
  });
  return visible.length === 0 ? new Uint8Array() : new Uint8Array(view.buffer);
}

/** Widths, and the left edge as side bearing: that is what the outline's own box says. */
function writeMetrics(glyphs: readonly { bytes: Uint8Array; width: number }[]): Uint8Array {
  const metrics = new DataView(new ArrayBuffer(glyphs.length * 4));
  glyphs.forEach(({ bytes, width }, index) => {
    metrics.setUint16(index * 4, width);
    metrics.setInt16(index * 4 + 2, bytes.length === 0 ? 0 : viewOf(bytes).getInt16(2));
  });
  return new Uint8Array(metrics.buffer);
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
  const copy = new Uint8Array(table);
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
