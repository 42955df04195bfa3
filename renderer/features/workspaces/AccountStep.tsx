import { Alert, Button, Checkbox, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyInspection, Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import { AccountFields, type AccountValues } from './AccountFields.tsx';
import classes from './ConnectPage.module.css';
import { PermissionTable } from './PermissionTable.tsx';
import { nextColor } from './workspaceColors.ts';

export interface AccountStepProps {
  connectKey: string;
  inspection: KeyInspection;
  onConnected: (workspace: Workspace) => void;
}

/** Second step: what the key turned out to be, and what the account is called here. */
export function AccountStep(props: AccountStepProps): ReactNode {
  const { t } = useTranslation('workspaces');
  const { permissions, featuresOff } = props.inspection;
  return (
    <>
      <FoundAccount inspection={props.inspection} />
      <section className={classes.panel} aria-labelledby="permissions">
        <Title order={2} id="permissions">
          {t('permissions.title')}
        </Title>
        <PermissionTable permissions={permissions} featuresOff={featuresOff} />
      </section>
      <ConnectForm {...props} />
    </>
  );
}

function FoundAccount({ inspection }: Pick<AccountStepProps, 'inspection'>): ReactNode {
  const { t } = useTranslation('workspaces');
  const format = useFormat();
  const { accountName, accountId, country, keyType, livemode, warnings, alreadyConnectedAs } = inspection;
  return (
    <section className={classes.panel} aria-labelledby="found-account">
      <div className={classes.heading}>
        <Title order={2} id="found-account">
          {accountName ?? t('account.unknown')}
        </Title>
        <LiveBadge livemode={livemode} />
      </div>
      <Facts>
        <Fact name={t('account.id')}>{accountId ?? t('account.notTold')}</Fact>
        <Fact name={t('account.country')}>
          {country === null ? t('account.notTold') : format.country(country)}
        </Fact>
        <Fact name={t('account.keyType')}>{t(`keyType.${keyType}`)}</Fact>
      </Facts>
      <Text c="dimmed">{livemode ? t('account.liveMeans') : t('account.testMeans')}</Text>
      {alreadyConnectedAs !== null && (
        <Warning>{t('account.alreadyConnected', { name: alreadyConnectedAs })}</Warning>
      )}
      {warnings.includes('secretKey') && <Warning>{t('account.secretKey')}</Warning>}
      {warnings.includes('timeZoneUnknown') && <Warning>{t('account.timeZoneUnknown')}</Warning>}
    </section>
  );
}

function ConnectForm({ connectKey, inspection, onConnected }: AccountStepProps): ReactNode {
  const { t } = useTranslation('workspaces');
  const format = useFormat();
  const { data: workspaces = [] } = useIpcQuery('workspaces.list', {});
  const connect = useIpcCommand('workspaces.connect');
  const needsSession = inspection.warnings.includes('vaultUnavailable');
  const [sessionOnly, setSessionOnly] = useState(false);
  const [values, setValues] = useState<AccountValues>(() => ({
    name: inspection.accountName ?? '',
    color: nextColor(workspaces.map(({ color }) => color)),
    timeZone: inspection.timeZone ?? format.timeZone,
  }));
  const isBlocked =
    inspection.alreadyConnectedAs !== null || values.name.trim() === '' || (needsSession && !sessionOnly);

  function submit(event: { preventDefault: () => void }): void {
    event.preventDefault();
    const input = { key: connectKey, ...values, name: values.name.trim(), sessionOnly };
    connect.mutate(input, { onSuccess: onConnected });
  }

  return (
    <form className={classes.panel} onSubmit={submit}>
      <Title order={2}>{t('account.here')}</Title>
      <AccountFields values={values} onChange={setValues} />
      {needsSession && (
        <>
          <Warning>{t('account.noVault')}</Warning>
          <Checkbox
            label={t('account.sessionOnly')}
            checked={sessionOnly}
            onChange={(event) => setSessionOnly(event.currentTarget.checked)}
          />
        </>
      )}
      {connect.error && <CallError error={connect.error} />}
      <Group>
        <Button type="submit" disabled={isBlocked} loading={connect.isPending}>
          {t('account.connect')}
        </Button>
      </Group>
    </form>
  );
}

function Warning({ children }: { children: ReactNode }): ReactNode {
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
      {children}
    </Alert>
  );
}
