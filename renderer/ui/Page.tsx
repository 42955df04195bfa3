import { Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import classes from './Page.module.css';

export interface PageProps {
  title: string;
  /** Before the title: the way back. */
  lead?: ReactNode;
  /** Small facts beside the title: how many, which account. */
  aside?: ReactNode;
  /** How fresh the screen is, at the far end of the header. */
  freshness?: ReactNode;
  actions?: ReactNode;
  /** A row below the title that stays while the contents scroll. */
  toolbar?: ReactNode;
  /** `fill`: the contents scroll by themselves (grids); `scroll`: the page scrolls. */
  layout?: 'fill' | 'scroll';
  children: ReactNode;
}

/** Frame of every screen: its one heading, its freshness, its contents. */
export function Page({
  title,
  lead,
  aside,
  freshness,
  actions,
  toolbar,
  layout = 'scroll',
  children,
}: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Kantoor`;
  }, [title]);
  // A changed screen is announced by its heading, unless the screen has put the focus somewhere itself.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={classes.page}>
      <div className={classes.header}>
        {lead}
        <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </Title>
        {aside}
        <div className={classes.end}>
          {freshness}
          {actions}
        </div>
      </div>
      {toolbar !== undefined && <div className={classes.toolbar}>{toolbar}</div>}
      <div className={layout === 'fill' ? classes.fill : classes.scroll}>{children}</div>
    </div>
  );
}
