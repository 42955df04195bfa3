import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './DocumentPreview.module.css';

/** Keeps the place of a page while its document is on its way. */
export function PageSkeleton({ label }: { label: string }): ReactNode {
  return (
    <div className={classes.skeleton} role="status" aria-label={label}>
      <Skeleton height="100%" />
    </div>
  );
}
