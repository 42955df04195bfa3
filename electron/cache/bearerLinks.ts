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
