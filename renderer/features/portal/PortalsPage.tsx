import { Button, Table, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortalOverview, PortalSettings } from '../../../shared/ipc/schemas/portal.ts';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { toErrorWhat } from '../../i18n/errorSentences.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './PortalsPage.module.css';

/** The customer portal of every account: where customers log in and what they may do there. */
export function PortalsPage(): ReactNode {
  const { t } = useTranslation('portal');
  const { byId } = useScope();
  const { data, error, refetch } = useIpcQuery('portal.list', {});
  const refresh = useIpcCommand('portal.refresh');
  const { tellFailure } = useCallNotice();
  return (
    <Page
      title={t('page.title')}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate({}, { onError: tellFailure })}
        >
          {t('page.refresh')}
        </Button>
      }
    >
      <div className={classes.page}>
        <Text c="dimmed">{t('page.text')}</Text>
        {error && <CallError error={error} onRetry={() => void refetch()} />}
        {data?.map((portal) => {
          const workspace = byId(portal.workspaceId);
          return workspace && <Portal key={portal.workspaceId} portal={portal} workspace={workspace} />;
        })}
      </div>
    </Page>
  );
}

function Portal({ portal, workspace }: { portal: PortalOverview; workspace: Workspace }): ReactNode {
  const { t } = useTranslation('portal');
  const { t: tError } = useTranslation('errors');
  const format = useFormat();
  const { settings, error, asOf } = portal;
  return (
    <Section
      title={workspace.name}
      aside={
        <span className={classes.account}>
          <ColorDot color={workspace.color} />
          <LiveBadge livemode={workspace.livemode} />
          <Text c="dimmed" size="xs">
            {t('page.asOf', { time: format.freshness(asOf) })}
          </Text>
        </span>
      }
    >
      {error ? (
        <Text>{toErrorWhat(error.code, tError)}</Text>
      ) : settings ? (
        <PortalFacts settings={settings} />
      ) : (
        <Text>{t('page.noPortal')}</Text>
      )}
    </Section>
  );
}

function PortalFacts({ settings }: { settings: PortalSettings }): ReactNode {
  const { t } = useTranslation('portal');
  const { loginUrl, returnUrl, allowedUpdates } = settings;
  const details = allowedUpdates
    .map((field) => t(`page.fields.${field}`, { defaultValue: field }))
    .join(', ');
  return (
    <>
      <Facts>
        <Fact name={t('page.loginPage')}>
          {loginUrl === null ? (
            t('page.loginPageOff')
          ) : (
            <span className={classes.link}>
              {loginUrl} <CopyButton value={loginUrl} what={t('page.loginPage')} />
            </span>
          )}
        </Fact>
        {returnUrl !== null && <Fact name={t('page.returnUrl')}>{returnUrl}</Fact>}
      </Facts>
      <Table aria-label={t('page.features')} className={classes.features}>
        <Table.Tbody>
          <Feature name={t('page.invoiceHistory')} isOn={settings.invoiceHistory} />
          <Feature name={t('page.paymentMethodUpdate')} isOn={settings.paymentMethodUpdate} />
          <Feature
            name={t('page.customerUpdate')}
            isOn={settings.customerUpdate}
            detail={settings.customerUpdate ? details : ''}
          />
          <Feature name={t('page.subscriptionUpdate')} isOn={settings.subscriptionUpdate} />
          <Feature name={t('page.subscriptionCancel')} isOn={settings.subscriptionCancel} />
        </Table.Tbody>
      </Table>
    </>
  );
}

function Feature({ name, isOn, detail = '' }: { name: string; isOn: boolean; detail?: string }): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>
        <Tag tone={isOn ? 'positive' : 'quiet'}>{t(isOn ? 'page.on' : 'page.off')}</Tag>
      </Table.Td>
      <Table.Td c="dimmed">{detail}</Table.Td>
    </Table.Tr>
  );
}
