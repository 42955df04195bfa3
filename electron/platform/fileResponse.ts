import { filePolicy } from './contentSecurityPolicy.ts';

/** Headers of everything on app://kantoor; the page and the PDF worker bring a policy of their own. */
export function fileHeaders(contentType: string, policy: string = filePolicy()): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': policy,
    // SECURITY: a file is what its type says, whatever its bytes look like.
    'x-content-type-options': 'nosniff',
    // SECURITY: no other origin may embed or read what lies here, customers' documents least of all.
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

export function notFound(): Response {
  return new Response('Not found', { status: 404, headers: fileHeaders('text/plain; charset=utf-8') });
}
