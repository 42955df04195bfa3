/** Keys whose text lets anybody who has it open, pay or confirm something. */
export const bearerKeys = ['hosted_invoice_url', 'invoice_pdf', 'receipt_url', 'pdf', 'client_secret'];
const pattern = new RegExp(`"(${bearerKeys.join('|')})":"(?:[^"\\\\]|\\\\.)*"`, 'g');

/**
 * Takes bearer links out of JSON without blanks, at any depth.
 * SECURITY: whoever reads the cache file must not be able to open or pay invoices with it.
 */
export function withoutBearerLinks(json: string): string {
  return json.replaceAll(pattern, '"$1":null');
}

const keysByLength: Buffer[][] = [];
for (const key of bearerKeys) (keysByLength[key.length] ??= []).push(Buffer.from(key));

/** Whether the bytes of [start, end) are the key of a bearer link. */
export function isBearerKey(bytes: Buffer, start: number, end: number): boolean {
  const keys = keysByLength[end - start];
  if (keys === undefined) return false;
  for (const key of keys) {
    let index = 0;
    while (index < key.length && key[index] === bytes[start + index]) index += 1;
    if (index === key.length) return true;
  }
  return false;
}

/** JSON as it lies in the bytes of a page, with the places where its bearer links begin and end, quotes included. */
export interface RawJson {
  bytes: Buffer;
  start: number;
  end: number;
  links: readonly number[];
}

const nothing = Buffer.from('null');

/** Copies JSON to `at` with `null` in place of its bearer links; gives the end of the copy. */
export function copyWithoutLinks({ bytes, start, end, links }: RawJson, target: Buffer, at: number): number {
  let to = at;
  let from = start;
  for (let index = 0; index < links.length; index += 2) {
    to += bytes.copy(target, to, from, links[index]);
    to += nothing.copy(target, to);
    from = links[index + 1] ?? end;
  }
  return to + bytes.copy(target, to, from, end);
}
