/**
 * The JSON text of an answer, encoded.
 *
 * PERF: lists are written entry by entry into one piece of memory. One Arabic name would make the whole text of a page
 * two bytes wide, and writing and encoding that costs twice as much (benchmark: backfill).
 */
export function serializeObject(object: object): Buffer {
  if (!('object' in object && object.object === 'list' && 'data' in object && Array.isArray(object.data))) {
    return Buffer.from(JSON.stringify(object));
  }
  const { data, ...rest } = object;
  const pieces = [`${JSON.stringify(rest).slice(0, -1)},"data":[`];
  for (const entry of data as unknown[]) pieces.push(pieces.length > 1 ? ',' : '', JSON.stringify(entry));
  pieces.push(']}');
  return encode(pieces);
}

/** Where lists are encoded, one after the other; how long a text is in UTF-8 is known only then. */
let scratch = Buffer.allocUnsafeSlow(1 << 20);

function makeRoom(needed: number, length: number): void {
  if (needed <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow(needed * 2);
  scratch.copy(larger, 0, 0, length);
  scratch = larger;
}

function encode(pieces: readonly string[]): Buffer {
  let length = 0;
  for (const piece of pieces) {
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    makeRoom(length + piece.length * 3, length);
    length += scratch.write(piece, length);
  }
  const bytes = Buffer.allocUnsafeSlow(length);
  scratch.copy(bytes, 0, 0, length);
  return bytes;
}
