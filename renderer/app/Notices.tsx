import { Alert } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { OfflineNotice } from './OfflineNotice.tsx';

/** What this start found that a person must know, until it is put away. */
export function Notices(): ReactNode {
  const { t } = useTranslation();
  const { data } = useIpcQuery('app.getInfo', {});
  const [closed, setClosed] = useState<readonly string[]>([]);
  const notices = (data?.notices ?? []).filter((notice) => !closed.includes(notice));
  const alerts = notices.map((notice) => (
    <Alert
      key={notice}
      color="yellow"
      radius={0}
      py={6}
      role="status"
      withCloseButton
      closeButtonLabel={t('notices.close')}
      onClose={() => setClosed((known) => [...known, notice])}
    >
      {t(`notices.${notice}`)}
    </Alert>
  ));
  return (
    <>
      <OfflineNotice />
      {alerts}
    </>
  );
}
