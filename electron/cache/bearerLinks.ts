/** Keys whose text lets anybody who has it open, pay or confirm something. */
const bearerKeys = ['hosted_invoice_url', 'invoice_pdf', 'receipt_url', 'pdf', 'client_secret'];
const pattern = new RegExp(`"(${bearerKeys.join('|')})":"(?:[^"\\\\]|\\\\.)*"`, 'g');

/**
 * Takes bearer links out of JSON without blanks, at any depth.
 * SECURITY: whoever reads the cache file must not be able to open or pay invoices with it.
 */
export function withoutBearerLinks(json: string): string {
  return json.replaceAll(pattern, '"$1":null');
}

const keysByLength = new Map(
  bearerKeys.map(({ length }) => [length, bearerKeys.filter((key) => key.length === length)]),
);

/** Whether the bytes of [start, end) are the key of a bearer link. */
export function isBearerKey(bytes: Buffer, start: number, end: number): boolean {
  const keys = keysByLength.get(end - start);
  return keys !== undefined && keys.includes(bytes.toString('latin1', start, end));
}

const nothing = Buffer.from('null');

/**
 * Takes bearer links out of the bytes of [start, end), in place; gives the shorter end.
 * `links` are the starts and ends of the quoted links, in order.
 */
export function cutBearerLinks(bytes: Buffer, links: readonly number[], end: number): number {
  let target = links[0] ?? end;
  for (let index = 0; index < links.length; index += 2) {
    bytes.set(nothing, target);
    target += nothing.length;
    const from = links[index + 1] ?? end;
    const to = links[index + 2] ?? end;
    bytes.copyWithin(target, from, to);
    target += to - from;
  }
  return target;
}
