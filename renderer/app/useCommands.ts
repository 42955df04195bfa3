import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIpcCommand } from '../api/useIpcCommand.ts';
import { allAccounts, paths } from './paths.ts';
import { useScope } from './useScope.ts';

export interface Command {
  id: string;
  label: string;
  run: () => void;
}

/** What can be done by name from the command palette. */
export function useCommands(): Command[] {
  const { t } = useTranslation();
  const { scope, workspaces, current } = useScope();
  const navigate = useNavigate();
  const sync = useIpcCommand('sync.start');
  const update = useIpcCommand('settings.update');

  const goTo = (id: string, label: string, path: string): Command => ({
    id,
    label,
    run: () => void navigate(path),
  });
  return [
    goTo('today', t('nav.today'), paths.today(scope)),
    goTo('customers', t('nav.customers'), paths.customers(scope)),
    goTo('overdue', t('commands.overdueCustomers'), `${paths.customers(scope)}?overdue=1`),
    goTo('invoices', t('nav.invoices'), paths.invoices(scope)),
    goTo('payments', t('nav.payments'), paths.payments(scope)),
    goTo('expiringCards', t('nav.expiringCards'), paths.expiringCards(scope)),
    goTo('portals', t('nav.portals'), paths.portals(scope)),
    goTo('exports', t('nav.exports'), paths.exports(scope)),
    goTo('audit', t('nav.audit'), paths.audit(scope)),
    goTo('pending', t('nav.pendingEdits'), paths.pendingEdits(scope)),
    goTo('settings', t('nav.settings'), paths.settings(scope)),
    goTo('accounts', t('commands.manageAccounts'), paths.settings(scope, 'accounts')),
    goTo('shortcuts', t('nav.shortcuts'), paths.shortcuts(scope)),
    goTo('connect', t('accounts.connect'), paths.connect),
    ...(workspaces.length > 1 ? [goTo('all', t('accounts.all'), paths.today(allAccounts))] : []),
    ...workspaces
      .filter((workspace) => workspace.id !== scope)
      .map(({ id, name }) => goTo(`account ${id}`, t('commands.workIn', { name }), paths.today(id))),
    {
      id: 'sync',
      label: t('sync.now'),
      run: () => sync.mutate({ workspaceId: current?.id ?? null, full: false }),
    },
    { id: 'dark', label: t('commands.dark'), run: () => update.mutate({ colorScheme: 'dark' }) },
    { id: 'light', label: t('commands.light'), run: () => update.mutate({ colorScheme: 'light' }) },
  ];
}
