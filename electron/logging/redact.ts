/** What must never reach a log, and what stands there instead. The order matters: links contain ids that look like keys. */
const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // SECURITY: hosted invoice, PDF, receipt, Checkout and portal links work for anybody who has them.
  [
    /https?:\/\/(?:[a-z0-9-]+\.)*stripe\.com\/(?:i|p|r|c|invoice|receipts|session|credit_notes|pay)\/[^\s"'<>\\]*/gi,
    '[link]',
  ],
  // SECURITY: the sample office's links have the same form on loopback; API paths (/v1/…) carry no secret and stay.
  [/http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/(?!v1\/)[^\s"'<>\\]+/gi, '[link]'],
  [/\b((?:sk|rk)(?:_org)?_(?:live|test))_[A-Za-z0-9*_]+/g, '$1_[key]'],
  [/\bBearer\s+[^\s"'\\]+/gi, 'Bearer [key]'],
  [/[A-Za-z0-9.!#$'*+^_`{|}~-]+(?:@|%40)[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,}/g, '[e-mail]'],
];

/** Takes keys, bearer links and e-mail addresses out of a text before it is written anywhere. */
export function redact(text: string): string {
  return secrets.reduce((safe, [pattern, replacement]) => safe.replace(pattern, replacement), text);
}
