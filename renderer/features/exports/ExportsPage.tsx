import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';

export function ExportsPage(): ReactNode {
  const { t } = useTranslation('exports');
  return <Page title={t('title')}>{null}</Page>;
}
