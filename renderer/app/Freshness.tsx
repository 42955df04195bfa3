import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { useFormat } from '../format/useFormat.ts';
import { Tag } from '../ui/Tag.tsx';
import { useScope } from './useScope.ts';
import { toSyncState, useSyncState } from './useSyncState.ts';

/** "As of 14:02" or "offline since 13:40", and what is still missing: nothing that is cached pretends to be live. */
export function Freshness({ asOf: ownAsOf }: { asOf?: number | null | undefined }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useSyncState();
  const gap = useGapText({ everywhere: false });
  // What is being fetched for the first time has no moment yet.
  const isFirstSync = state.asOf === null && state.gap?.isClosing === true;
  const asOf = ownAsOf === undefined ? state.asOf : ownAsOf;
  const asOfText = asOf === null ? t('sync.never') : t('sync.asOf', { time: format.freshness(asOf) });
  return (
    <>
      {gap !== null && <Tag tone="accent">{gap}</Tag>}
      {state.offlineSince === null && !isFirstSync && <Tag tone="quiet">{asOfText}</Tag>}
      {state.offlineSince !== null && (
        <Tag tone="caution">
          {t('sync.offlineSince', { time: format.freshness(state.offlineSince) })} · {asOfText}
        </Tag>
      )}
    </>
  );
}

/** How far back the data of the screen, or of all accounts, is complete; null when nothing is missing. */
export function useGapText({ everywhere }: { everywhere: boolean }): string | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { current } = useScope();
  const ofScreen = useSyncState();
  const { data = [] } = useIpcQuery('sync.getStatus', {});
  const { gap } = everywhere ? toSyncState(data) : ofScreen;
  if (gap === null) return null;
  const { backTo, isClosing } = gap;
  if (backTo === null) return t(isClosing ? 'sync.gap.closing' : 'sync.gap.open');
  const day = format.day(backTo, current?.timeZone);
  return t(isClosing ? 'sync.gap.closingBackTo' : 'sync.gap.openBackTo', { day });
}
