// Chromium knows no `app:` scheme without Electron, so each custom scheme lives on an https origin under `.invalid`,
// a top-level domain that never resolves (RFC 6761): app://kantoor/x ↔ https://kantoor.app.stand-in.invalid/x
const RESERVED_SUFFIX = '.stand-in.invalid';

export const RESERVED_ORIGINS_PATTERN = `https://*${RESERVED_SUFFIX}/*`;

/** Gives the address under which Chromium knows a URL of a custom scheme; other URLs stay as they are. */
export function toChromiumUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  if (!match || !scheme || ['http', 'https', 'file', 'about', 'data', 'blob'].includes(scheme)) return url;
  const rest = match[3] ?? '';
  return `https://${match[2]}.${scheme}${RESERVED_SUFFIX}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

/** Gives the URL the app knows for an address of Chromium's. */
export function toAppUrl(url: string): string {
  const match = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.stand-in\.invalid(?::443)?(.*)$/is.exec(url);
  return match ? `${match[2]}://${match[1]}${match[3]}` : url;
}

export function isReservedUrl(url: string): boolean {
  return toAppUrl(url) !== url;
}

/** Gives the origin as Electron reports it: `app://kantoor`, without a slash. */
export function toAppOrigin(url: string): string {
  const appUrl = toAppUrl(url);
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(appUrl);
  return match?.[1] ?? 'null';
}
