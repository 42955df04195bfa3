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
export function AccountStep({ connectKey, inspection, onConnected }: AccountStepProps): ReactNode {
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
  const blocked =
    inspection.alreadyConnectedAs !== null || values.name.trim() === '' || (needsSession && !sessionOnly);

  return (
    <>
      <section className={classes.panel} aria-labelledby="found-account">
        <div className={classes.heading}>
          <Title order={2} id="found-account">
            {inspection.accountName ?? t('account.unknown')}
          </Title>
          <LiveBadge livemode={inspection.livemode} />
        </div>
        <Facts>
          <Fact name={t('account.id')}>{inspection.accountId ?? t('account.notTold')}</Fact>
          <Fact name={t('account.country')}>
            {inspection.country === null ? t('account.notTold') : format.country(inspection.country)}
          </Fact>
          <Fact name={t('account.keyType')}>{t(`keyType.${inspection.keyType}`)}</Fact>
        </Facts>
        <Text c="dimmed">{inspection.livemode ? t('account.liveMeans') : t('account.testMeans')}</Text>
        {inspection.alreadyConnectedAs !== null && (
          <Warning>{t('account.alreadyConnected', { name: inspection.alreadyConnectedAs })}</Warning>
        )}
        {inspection.warnings.includes('secretKey') && <Warning>{t('account.secretKey')}</Warning>}
        {inspection.warnings.includes('timeZoneUnknown') && <Warning>{t('account.timeZoneUnknown')}</Warning>}
      </section>
      <section className={classes.panel} aria-labelledby="permissions">
        <Title order={2} id="permissions">
          {t('permissions.title')}
        </Title>
        <PermissionTable permissions={inspection.permissions} featuresOff={inspection.featuresOff} />
      </section>
      <form
        className={classes.panel}
        onSubmit={(event) => {
          event.preventDefault();
          connect.mutate(
            { key: connectKey, ...values, name: values.name.trim(), sessionOnly },
            { onSuccess: onConnected },
          );
        }}
      >
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
          <Button type="submit" disabled={blocked} loading={connect.isPending}>
            {t('account.connect')}
          </Button>
        </Group>
      </form>
    </>
  );
}

function Warning({ children }: { children: ReactNode }): ReactNode {
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
      {children}
    </Alert>
  );
}
