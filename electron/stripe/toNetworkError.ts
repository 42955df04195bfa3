import { AppError } from '../../shared/errors/appError.ts';

/** Names under which Node (`cause.code`) and Chromium (`net::ERR_…`) report what went wrong on the way. */
const certificateTrouble =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER|SSL_PROTOCOL|ERR_SSL|ERR_TLS/;
const proxyTrouble = /PROXY_AUTH|ERR_TUNNEL_CONNECTION_FAILED|ERR_PROXY/;
const timeoutTrouble = /TIMED_OUT|TIMEOUT|ETIMEDOUT/;

/** Every code and message along the chain of causes, as one text to look through. */
function traceOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return String(error);
  const { code } = error as { code?: unknown };
  const own = `${error.name} ${typeof code === 'string' ? code : ''} ${error.message}`;
  return error.cause === undefined ? own : `${own} ${traceOf(error.cause, depth + 1)}`;
}

/** Gives the `AppError` for a request that got no answer; an unknown reason counts as no connection. */
export function toNetworkError(error: unknown): AppError {
  const trace = traceOf(error).toUpperCase();
  if (certificateTrouble.test(trace))
    return new AppError(
      'certificate_untrusted',
      'The certificate of the server is not trusted on this machine, so nothing was sent. Ask the people who run the network.',
      { cause: error },
    );
  if (proxyTrouble.test(trace))
    return new AppError(
      'proxy_authentication',
      'The proxy of this network refused the connection to Stripe.',
      {
        cause: error,
      },
    );
  if (timeoutTrouble.test(trace))
    return new AppError('timeout', 'Stripe did not answer in time.', { cause: error });
  return new AppError('offline', 'Stripe cannot be reached from here. What is stored stays readable.', {
    cause: error,
  });
}
