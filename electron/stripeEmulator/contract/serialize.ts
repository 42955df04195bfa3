/**
 * The JSON text of an answer, encoded.
 *
 * PERF: lists are written entry by entry. One Arabic name would make the whole text of a page two bytes wide, and
 * writing and encoding that costs twice as much (benchmark: backfill).
 */
export function serializeObject(object: object): Buffer {
  if (!('object' in object && object.object === 'list' && 'data' in object && Array.isArray(object.data))) {
    return Buffer.from(JSON.stringify(object));
  }
  const { data, ...rest } = object;
  const pieces: Buffer[] = [Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"data":[`)];
  (data as unknown[]).forEach((entry, i) => {
    pieces.push(Buffer.from(`${i === 0 ? '' : ','}${JSON.stringify(entry)}`));
  });
  pieces.push(Buffer.from(']}'));
  return Buffer.concat(pieces);
}
