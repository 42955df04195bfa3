import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { CallError } from './CallError.tsx';
import { allAccounts, paths } from './paths.ts';

/** Where a start leads: what there is to do, or the three doors while no account is connected. */
export function Entry(): ReactNode {
  const { data: workspaces, error, refetch } = useIpcQuery('workspaces.list', {});
  if (error) return <CallError error={error} onRetry={() => void refetch()} />;
  if (!workspaces) return null;
  return <Navigate replace to={workspaces.length === 0 ? paths.start : paths.today(allAccounts)} />;
}
