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

function encode(pieces: readonly string[]): Buffer {
  const lengths = pieces.map((piece) => Buffer.byteLength(piece));
  const bytes = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    // ASCII is as long in UTF-8 as it is as text, and only has to be copied.
    at += bytes.write(piece, at, lengths[i] === piece.length ? 'latin1' : 'utf8');
  }
  return bytes;
}
