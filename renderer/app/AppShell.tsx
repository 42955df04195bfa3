import { UnstyledButton } from '@mantine/core';
import {
  IconBook2,
  IconCalendarCheck,
  IconCash,
  IconCloudUpload,
  IconDoorEnter,
  IconDownload,
  IconFileInvoice,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useMatches } from 'react-router';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { useFormat } from '../format/useFormat.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import { Tag } from '../ui/Tag.tsx';
import classes from './AppShell.module.css';
import { CommandPalette, openCommandPalette } from './CommandPalette.tsx';
import { Notices } from './Notices.tsx';
import { allAccounts, paths } from './paths.ts';
import { SyncIndicator } from './SyncIndicator.tsx';
import { useAppShortcuts } from './useAppShortcuts.ts';
import { useScope } from './useScope.ts';
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx';

/** Frame around every screen: which account, where to go, how fresh. */
export function AppShell(): ReactNode {
  const { t } = useTranslation();
  const { scope, workspaces } = useScope();
  const asked = useMatches().at(-1)?.params['scope'];
  const { isSuccess } = useIpcQuery('workspaces.list', {});
  useAppShortcuts(scope);

  if (isSuccess && workspaces.length === 0) return <Navigate replace to={paths.start} />;
  // An account that was disconnected leaves addresses behind, e.g. in the history of the window.
  if (isSuccess && asked !== scope) return <Navigate replace to={paths.today(allAccounts)} />;

  const links = [
    { to: paths.today(scope), label: t('nav.today'), icon: IconCalendarCheck },
    { to: paths.customers(scope), label: t('nav.customers'), icon: IconUsers },
    { to: paths.invoices(scope), label: t('nav.invoices'), icon: IconFileInvoice },
    { to: paths.payments(scope), label: t('nav.payments'), icon: IconCash },
    { to: paths.portals(scope), label: t('nav.portals'), icon: IconDoorEnter },
    { to: paths.exports(scope), label: t('nav.exports'), icon: IconDownload },
    { to: paths.audit(scope), label: t('nav.audit'), icon: IconBook2 },
  ];
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#contents" onClick={focusContents}>
        {t('nav.skip')}
      </a>
      <header className={classes.side}>
        <WorkspaceSwitcher />
        <UnstyledButton className={classes.search} onClick={openCommandPalette}>
          <IconSearch size={14} aria-hidden />
          <span className={classes.label}>{t('palette.open')}</span>
          <KeyHint keys="Mod+K" />
        </UnstyledButton>
        <nav className={classes.nav} aria-label={t('nav.label')}>
          {links.map(({ to, label, icon: Icon }) => (
            <NavLink key={to} to={to} className={classes.link ?? ''} title={label}>
              <Icon size={16} stroke={1.7} aria-hidden />
              <span className={classes.label}>{label}</span>
            </NavLink>
          ))}
          <PendingEditsLink />
          <span className={classes.gap} />
          <NavLink to={paths.settings(scope)} className={classes.link ?? ''} title={t('nav.settings')}>
            <IconSettings size={16} stroke={1.7} aria-hidden />
            <span className={classes.label}>{t('nav.settings')}</span>
          </NavLink>
        </nav>
        <SyncIndicator />
      </header>
      <main className={classes.main} id="contents" tabIndex={-1}>
        <Notices />
        <div className={classes.screen}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      <CommandPalette />
    </div>
  );
}

/** Only while something waits: a count that is always zero teaches people not to look. */
function PendingEditsLink(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { scope, workspaceIds } = useScope();
  const { data = [] } = useIpcQuery('pendingEdits.list', { workspaceIds });
  if (data.length === 0) return null;
  const needsDecision = data.some(({ state }) => state === 'conflict' || state === 'refused');
  return (
    <NavLink to={paths.pendingEdits(scope)} className={classes.link ?? ''} title={t('nav.pendingEdits')}>
      <IconCloudUpload size={16} stroke={1.7} aria-hidden />
      <span className={classes.label}>{t('nav.pendingEdits')}</span>
      <Tag tone={needsDecision ? 'caution' : 'accent'}>{format.count(data.length)}</Tag>
    </NavLink>
  );
}

/** The hash is the router's, so the skip link moves the focus by itself. */
function focusContents(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('contents')?.focus();
}
