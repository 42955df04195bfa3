import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../ui/Page.tsx';

/** Settings: one section at a time. */
export function SettingsScreen(): ReactNode {
  const { t } = useTranslation('settings');
  return <Page title={t('title')}>{null}</Page>;
}
