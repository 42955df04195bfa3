/**
 * The nonce that the main process put into this response, for style elements made at run time.
 * The property must be read: browsers hide the attribute from scripts.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
