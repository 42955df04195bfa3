/** Policy of the page. Measured to be free of violations with every library of the renderer. */
export function pagePolicy(nonce: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'script-src-attr': "'none'",
    'worker-src': "'self'",
    'style-src': "'none'",
    // SECURITY: style elements of libraries carry the nonce of this very response; attributes are refused.
    'style-src-elem': `'self' 'nonce-${nonce}'`,
    'style-src-attr': "'none'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'default',
  });
}

/** Policy of the PDF worker: a worker obeys the policy of its own response, not the page's. */
export function pdfWorkerPolicy(): string {
  return policy({
    'default-src': "'none'",
    // SECURITY: WebAssembly (JPEG 2000, JBIG2, colour profiles) is allowed here and nowhere else.
    'script-src': "'self' 'wasm-unsafe-eval'",
    'connect-src': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  });
}

/** Policy of everything that is neither the page nor the PDF worker. */
export function filePolicy(): string {
  return policy({ 'default-src': "'none'", 'frame-ancestors': "'none'" });
}

function policy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
