import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';

/** One customer in the order in which people ask. */
export function CustomerPage(): ReactNode {
  const { t } = useTranslation('customers');
  return <Page title={t('title')}>{null}</Page>;
}
