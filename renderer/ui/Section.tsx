import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './Section.module.css';

/** One part of a long page, with its heading and what belongs beside it. */
export function Section({
  title,
  aside,
  action,
  children,
}: {
  title: string;
  aside?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.heading}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
        {action !== undefined && <span className={classes.action}>{action}</span>}
      </div>
      {children}
    </section>
  );
}
