import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './BillingSection.module.css';

/** What a value becomes once the change that waits is at Stripe; below the value that Stripe has. */
export function PendingValue({
  isCleared,
  children,
}: {
  isCleared: boolean;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('pendingEdits');
  return (
    <div className={classes.pending}>
      <Text c="dimmed" span>
        {isCleared ? t('onPage.removed') : t('onPage.becomes')}
      </Text>
      {!isCleared && <div>{children}</div>}
    </div>
  );
}
