/** Whether the operating system may be asked to open a link: https on Stripe's own hosts, and mailto. */
export function mayOpenExternally(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === 'mailto:') return true;
  // SECURITY: host compared as a whole label, no user name, the standard port: `stripe.com.evil.test` and `stripe.com@evil` fail.
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    (url.hostname === 'stripe.com' || url.hostname.endsWith('.stripe.com'))
  );
}
