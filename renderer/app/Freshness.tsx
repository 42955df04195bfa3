import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { Tag } from '../ui/Tag.tsx';
import { useSyncState } from './useSyncState.ts';

/** "As of 14:02" or "offline since 13:40": nothing that is cached pretends to be live. */
export function Freshness({ asOf: ownAsOf }: { asOf?: number | null | undefined }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useSyncState();
  const asOf = ownAsOf === undefined ? state.asOf : ownAsOf;
  const asOfText = asOf === null ? t('sync.never') : t('sync.asOf', { time: format.freshness(asOf) });
  if (state.offlineSince !== null)
    return (
      <Tag tone="caution">
        {t('sync.offlineSince', { time: format.freshness(state.offlineSince) })} · {asOfText}
      </Tag>
    );
  return <Tag tone="quiet">{asOfText}</Tag>;
}
