import { Select, Table, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { documentPolicies } from '../../../shared/domain/documents.ts';
import type { DocumentStatus } from '../../../shared/ipc/schemas/documents.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { useScope } from '../../app/useScope.ts';
import { useFormat, type Format } from '../../format/useFormat.ts';
import { toErrorWhat } from '../../i18n/errorSentences.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';

type AccountDocuments = DocumentStatus['accounts'][number];

/** The policy of each account, what it has and how far its documents are. */
export function DocumentPolicies({ accounts }: { accounts: readonly AccountDocuments[] }): ReactNode {
  const { t } = useTranslation('documents');
  const setPolicy = useIpcCommand('documents.setPolicy');
  return (
    <>
      {setPolicy.error && <CallError error={setPolicy.error} />}
      <Table aria-label={t('accounts.label')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('accounts.account')}</Table.Th>
            <Table.Th>{t('policy.label')}</Table.Th>
            <Table.Th ta="end">{t('accounts.count')}</Table.Th>
            <Table.Th ta="end">{t('accounts.size')}</Table.Th>
            <Table.Th>{t('accounts.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map((account) => (
            <AccountLine
              key={account.workspaceId}
              account={account}
              onChoose={(policy) => setPolicy.mutate({ workspaceId: account.workspaceId, policy })}
            />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function AccountLine({
  account,
  onChoose,
}: {
  account: AccountDocuments;
  onChoose: (policy: AccountDocuments['policy']) => void;
}): ReactNode {
  const { t } = useTranslation('documents');
  const { t: tError } = useTranslation('errors');
  const format = useFormat();
  const { byId } = useScope();
  const { workspaceId, policy, documents, bytes, kept } = account;
  const workspace = byId(workspaceId);
  const name = workspace?.name ?? t('accounts.disconnected');
  return (
    <Table.Tr>
      <Table.Td>
        {workspace && <ColorDot color={workspace.color} />} {name}
      </Table.Td>
      <Table.Td>
        {workspace && (
          <Select
            size="xs"
            w={190}
            aria-label={t('policy.of', { account: name })}
            allowDeselect={false}
            value={policy}
            data={documentPolicies.map((value) => ({ value, label: t(`policy.${value}`) }))}
            onChange={(chosen) => {
              const known = documentPolicies.find((value) => value === chosen);
              if (known) onChoose(known);
            }}
          />
        )}
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {format.count(documents)}
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {format.bytes(bytes)}
      </Table.Td>
      <Table.Td>
        {describeState(account, format, t, (code) => toErrorWhat(code, tError))}
        {kept > 0 && (
          <Text c="dimmed" size="xs">
            {t('accounts.kept', { count: kept, formatted: format.count(kept) })}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** How far the documents of an account are, in words. */
function describeState(
  { policy, kept, prefetch }: AccountDocuments,
  format: Format,
  t: TFunction<'documents'>,
  explain: (code: string) => string,
): string {
  const { state, done, wanted, failed, error } = prefetch;
  if (policy === 'onDemand' && kept === 0 && (state === 'idle' || state === 'waiting'))
    return t('state.none');
  if (state === 'idle') {
    const missing = t('state.notAvailable', { count: failed, formatted: format.count(failed) });
    return failed > 0 ? `${t('state.idle')} · ${missing}` : t('state.idle');
  }
  if (state === 'fetching')
    return t('state.fetching', { done: format.count(done), wanted: format.count(wanted) });
  if (state !== 'failed') return t(`state.${state}`);
  return t('state.failed', { reason: explain(error?.code ?? 'internal') });
}
