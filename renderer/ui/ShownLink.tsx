import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ShownLink.module.css';

/** An address to copy: whole, however long it is. */
export function ShownLink({ url }: { url: string }): ReactNode {
  return (
    <Code block className={classes.url ?? ''}>
      {url}
    </Code>
  );
}
