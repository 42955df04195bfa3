import type { ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { toIpcError } from '../api/kantoorApi.ts';
import { CallError } from './CallError.tsx';
import classes from './ErrorBoundary.module.css';

/** A screen that broke: the rest of the app stays, and reloading the window helps because nothing lives only in it. */
export function ErrorBoundary(): ReactNode {
  const error = useRouteError();
  return (
    <main className={classes.frame}>
      <CallError error={toIpcError(error)} onRetry={() => location.reload()} />
    </main>
  );
}
