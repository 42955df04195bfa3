import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Tag } from '../../ui/Tag.tsx';
import classes from './AuditPage.module.css';

/** Recomputes the chain of the log when asked, and says whether somebody meddled with it. */
export function AuditVerification(): ReactNode {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const [wasAsked, setWasAsked] = useState(false);
  const { data, isFetching, refetch } = useIpcQuery('audit.verify', {}, { enabled: wasAsked });
  return (
    <span className={classes.inline}>
      <span role="status">
        {data && !isFetching && (
          <Tag tone={data.intact ? 'positive' : 'negative'}>
            {data.intact
              ? t('verify.intact', { count: data.entries, formatted: format.count(data.entries) })
              : t('verify.broken')}
          </Tag>
        )}
      </span>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={14} />}
        loading={isFetching}
        onClick={() => (wasAsked ? void refetch() : setWasAsked(true))}
      >
        {t('verify.button')}
      </Button>
    </span>
  );
}
