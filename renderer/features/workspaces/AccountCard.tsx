import { Alert, Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import classes from './ConnectPage.module.css';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { EditAccountDialog } from './EditAccountDialog.tsx';
import { PermissionTable } from './PermissionTable.tsx';
import { ReplaceKeyDialog } from './ReplaceKeyDialog.tsx';

type OpenDialog = 'edit' | 'replaceKey' | 'disconnect' | null;

/** One account with its key's state and what can be done with it. */
export function AccountCard({ workspace }: { workspace: Workspace }): ReactNode {
  const { t } = useTranslation('workspaces');
  const { scope } = useScope();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const test = useIpcCommand('workspaces.testPermissions');
  const close = (): void => setDialog(null);
  const { id, name, color, livemode, sample, keyState } = workspace;
  const headingId = `account-${id}`;

  return (
    <section className={classes.panel} aria-labelledby={headingId}>
      <h3 className={classes.heading} id={headingId}>
        <ColorDot color={color} size={12} />
        {name}
        <LiveBadge livemode={livemode} />
      </h3>
      {keyState !== 'ok' && (
        <Alert color="red">{keyState === 'refused' ? t('list.keyRefused') : t('list.keyMissing')}</Alert>
      )}
      <AccountFacts workspace={workspace} />
      {(workspace.featuresOff.length > 0 || test.isSuccess) && (
        <PermissionTable permissions={workspace.permissions} featuresOff={workspace.featuresOff} />
      )}
      {test.error && <CallError error={test.error} />}
      <Group gap="xs">
        <Button variant="default" onClick={() => setDialog('edit')}>
          {t('list.edit')}
        </Button>
        {!sample && (
          <>
            <Button variant="default" onClick={() => setDialog('replaceKey')}>
              {t('list.replaceKey')}
            </Button>
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ id })}>
              {t('list.testPermissions')}
            </Button>
          </>
        )}
        <Button variant="default" component={Link} to={paths.health(scope, id)}>
          {t('list.health')}
        </Button>
        <Button variant="default" onClick={() => setDialog('disconnect')}>
          {t('list.disconnect')}
        </Button>
      </Group>
      {dialog === 'edit' && <EditAccountDialog workspace={workspace} onClose={close} />}
      {dialog === 'replaceKey' && <ReplaceKeyDialog workspace={workspace} onClose={close} />}
      {dialog === 'disconnect' && <DisconnectDialog workspace={workspace} onClose={close} />}
    </section>
  );
}

function AccountFacts({ workspace }: { workspace: Workspace }): ReactNode {
  const { t } = useTranslation('workspaces');
  const format = useFormat();
  const { sample, accountId, keyType, keyStorage, timeZone } = workspace;
  return (
    <Facts>
      <Fact name={t('list.facts.account')}>{sample ? `${accountId} · ${t('list.sample')}` : accountId}</Fact>
      <Fact name={t('list.facts.key')}>{t(`keyType.${keyType}`)}</Fact>
      {!sample && <Fact name={t('list.facts.keyStorage')}>{t(`keyStorage.${keyStorage}`)}</Fact>}
      <Fact name={t('list.facts.timeZone')}>{timeZone}</Fact>
      <Fact name={t('list.facts.content')}>
        {t('list.content', {
          customers: format.count(workspace.customers),
          invoices: format.count(workspace.invoices),
        })}
      </Fact>
    </Facts>
  );
}
