import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector, IconStack2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { ColorDot } from '../ui/ColorDot.tsx';
import { LiveBadge } from '../ui/LiveBadge.tsx';
import { allAccounts, paths } from './paths.ts';
import { useScope } from './useScope.ts';
import classes from './WorkspaceSwitcher.module.css';

/** All accounts together have no page about their connection. */
function healthOf(scope: string): string {
  return scope === allAccounts ? paths.customers(scope) : paths.health(scope, scope);
}

/** Which account, in which mode: always in sight, and changed in one place. */
export function WorkspaceSwitcher(): ReactNode {
  const { t } = useTranslation();
  const { scope, workspaces, current } = useScope();
  const navigate = useNavigate();
  const screen = useLocation().pathname.split('/')[2] ?? 'customers';
  const live = workspaces.filter((workspace) => workspace.livemode).length;

  function goTo(nextScope: string): void {
    const target =
      screen === 'settings' ? paths.settings(nextScope) : `/${encodeURIComponent(nextScope)}/${screen}`;
    void navigate(screen === 'health' ? healthOf(nextScope) : target);
  }

  return (
    <Menu width={260} position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <VisuallyHidden>{t('accounts.switch')}</VisuallyHidden>
          {current ? <ColorDot color={current.color} size={12} /> : <IconStack2 size={16} aria-hidden />}
          <span className={classes.text}>
            <span className={classes.name}>{current?.name ?? t('accounts.all')}</span>
            <span className={classes.mode}>
              {current ? (
                <LiveBadge livemode={current.livemode} />
              ) : (
                t('accounts.modes', { live, test: workspaces.length - live })
              )}
            </span>
          </span>
          <IconSelector size={14} aria-hidden className={classes.selector} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {workspaces.length > 1 && (
          <Menu.Item
            leftSection={<IconStack2 size={14} />}
            rightSection={scope === allAccounts ? <IconCheck size={14} /> : null}
            onClick={() => goTo(allAccounts)}
          >
            {t('accounts.all')}
          </Menu.Item>
        )}
        {workspaces.map((workspace) => (
          <Menu.Item
            key={workspace.id}
            leftSection={<ColorDot color={workspace.color} size={12} />}
            rightSection={<LiveBadge livemode={workspace.livemode} />}
            fw={workspace.id === scope ? 600 : 400}
            onClick={() => goTo(workspace.id)}
          >
            {workspace.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => void navigate(paths.connect)}>
          {t('accounts.connect')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
