import { AppError } from '../../shared/errors/appError.ts';
import type { RateLimiter } from './rateLimiter.ts';
import type { Priority } from './stripeGatewayApi.ts';
import type { Fetch } from './stripeTransport.ts';
import { toNetworkError } from './toNetworkError.ts';

export interface PdfDownloadDeps {
  fetch: Fetch;
  limiter: RateLimiter;
  timeoutMs: number;
  /** Only for a connection to an emulator: its documents come from this machine. */
  allowLoopback: boolean;
}

/** A document is at most some hundred kilobytes; more means that something else answers. */
const maxBytes = 50_000_000;
const pdfMagic = '%PDF-';
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

function isAllowed(url: URL, allowLoopback: boolean): boolean {
  if (url.protocol === 'https:') return url.hostname === 'stripe.com' || url.hostname.endsWith('.stripe.com');
  return allowLoopback && url.protocol === 'http:' && loopbackHosts.has(url.hostname);
}

/** SECURITY: only Stripe's own hosts are asked, before and after redirects; the link itself never appears in an error. */
function refuseForeignHost(address: string, allowLoopback: boolean): void {
  const url = URL.parse(address);
  if (url && isAllowed(url, allowLoopback)) return;
  throw new AppError(
    'document_invalid',
    'The link to this document does not lead to Stripe, so it was not opened.',
    {
      details: { host: url?.hostname ?? null },
    },
  );
}

function failedAnswer(status: number): AppError {
  if (status === 404 || status === 403 || status === 410)
    return new AppError(
      'document_link_expired',
      'The link to this document is no longer valid. Fetch it again.',
    );
  if (status === 429)
    return new AppError(
      'rate_limited',
      'Stripe is asked for too many documents at the moment. Try again soon.',
    );
  if (status === 407)
    return new AppError(
      'proxy_authentication',
      'The proxy of this network asks for a log-in. Stripe was not reached.',
    );
  return new AppError('stripe_unavailable', 'Stripe could not give the document at the moment.', {
    details: { status },
  });
}

function checkPdf(bytes: Uint8Array, contentType: string): void {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (start.startsWith(pdfMagic)) return;
  if (contentType.includes('html') || /^\s*</.test(start))
    throw new AppError(
      'document_link_expired',
      'Stripe shows a page instead of the document: the link has expired.',
    );
  throw new AppError('document_invalid', 'What came back is not a PDF, so it was not kept.', {
    details: { contentType },
  });
}

async function fetchPdf(
  deps: PdfDownloadDeps,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const timeout = AbortSignal.timeout(deps.timeoutMs);
  try {
    // SECURITY: no Authorization header and no cookies: the link is all that these pages ask for.
    const response = await deps.fetch(url, {
      credentials: 'omit',
      headers: { accept: 'application/pdf' },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.redirected) refuseForeignHost(response.url, deps.allowLoopback);
    if (!response.ok) throw failedAnswer(response.status);
    if (Number(response.headers.get('content-length') ?? 0) > maxBytes)
      throw new AppError('document_invalid', 'The document is far too large to be an invoice.');
    const bytes = new Uint8Array(await response.arrayBuffer());
    checkPdf(bytes, response.headers.get('content-type') ?? '');
    return bytes;
  } catch (error) {
    if (signal?.aborted)
      throw new AppError('cancelled', 'Stopped. Documents that were fetched already are kept.');
    if (error instanceof AppError) throw error;
    if (timeout.aborted) throw new AppError('timeout', 'The document did not arrive in time.');
    throw toNetworkError(error);
  }
}

/**
 * Downloads a document from one of Stripe's unauthenticated links.
 * *Errors*: document_link_expired, document_invalid, offline, timeout, rate_limited, stripe_unavailable, cancelled.
 */
export async function downloadPdf(
  deps: PdfDownloadDeps,
  { url, priority, signal }: { url: string; priority: Priority; signal?: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  refuseForeignHost(url, deps.allowLoopback);
  return deps.limiter.run({ endpoint: 'GET document', priority, ...(signal ? { signal } : {}) }, () =>
    fetchPdf(deps, url, signal),
  );
}
