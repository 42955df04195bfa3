import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountHealth } from '../../../shared/ipc/schemas/workspaces.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';

/** What is kept on this computer. */
export function StorageSection({ health: { storage } }: { health: AccountHealth }): ReactNode {
  const { t } = useTranslation('health');
  const format = useFormat();
  return (
    <Section title={t('storage.title')}>
      <Facts>
        <Fact name={t('storage.cache')}>{format.bytes(storage.cacheBytes)}</Fact>
        <Fact name={t('storage.workspaceDatabase')}>{format.bytes(storage.workspaceDatabaseBytes)}</Fact>
        <Fact name={t('storage.documents')}>
          {t('storage.documentCount', {
            documents: format.count(storage.documents),
            size: format.bytes(storage.documentBytes),
          })}
        </Fact>
      </Facts>
    </Section>
  );
}
