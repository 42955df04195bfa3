/**
 * Whether the operating system may be asked to open a link: https on Stripe's own hosts, mailto, and pages of the sample
 * offices that run in this process.
 */
export function mayOpenExternally(text: string, sampleOrigins: readonly string[] = []): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === 'mailto:') return true;
  if (url.username !== '' || url.password !== '') return false;
  // SECURITY: an origin is scheme, host and port as a whole; they come from the servers themselves, never from a page.
  if (sampleOrigins.includes(url.origin)) return true;
  // SECURITY: host compared as a whole label, no user name, the standard port: `stripe.com.evil.test` and `stripe.com@evil` fail.
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    (url.hostname === 'stripe.com' || url.hostname.endsWith('.stripe.com'))
  );
}
