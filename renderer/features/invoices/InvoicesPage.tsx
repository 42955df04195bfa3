import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';

export function InvoicesPage(): ReactNode {
  const { t } = useTranslation('invoices');
  return <Page title={t('title')}>{null}</Page>;
}
