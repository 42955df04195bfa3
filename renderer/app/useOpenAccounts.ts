import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { paths } from './paths.ts';

/**
 * Goes to the first screen of a newly connected account. The list of accounts is read first: its `cache.changed` may
 * arrive after the command's answer, and a screen of an account that nobody knows leads back to the start.
 */
export function useOpenAccounts(): (scope: string) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (scope) => {
    await queryClient.refetchQueries({ queryKey: ['workspaces.list'] });
    await navigate(paths.today(scope));
  };
}
