import type { ReactNode } from 'react';
import { ColorDot } from '../ui/ColorDot.tsx';
import { LiveBadge } from '../ui/LiveBadge.tsx';
import classes from './AccountName.module.css';
import { useScope } from './useScope.ts';

/** An account by its colour, its name and LIVE or TEST; nothing for one that is not connected any more. */
export function AccountName({ workspaceId }: { workspaceId: string }): ReactNode {
  const workspace = useScope().byId(workspaceId);
  return (
    workspace && (
      <span className={classes.account}>
        <ColorDot color={workspace.color} />
        {workspace.name}
        <LiveBadge livemode={workspace.livemode} />
      </span>
    )
  );
}
