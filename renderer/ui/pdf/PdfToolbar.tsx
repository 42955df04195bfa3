import { ActionIcon, Group, NumberInput, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowAutofitWidth, IconSearch, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import type { PdfView, PdfViewState } from './createPdfView.ts';
import classes from './PdfViewer.module.css';

interface PdfToolbarProps {
  view: PdfView | null;
  state: PdfViewState;
  searchBox: RefObject<HTMLInputElement | null>;
  actions: ReactNode;
}

/** Pages, zoom and search of a PDF, and what the screen adds. */
export function PdfToolbar({ view, state, searchBox, actions }: PdfToolbarProps): ReactNode {
  const { t } = useTranslation('ui');
  const matches = state.matches;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('pdf.toolbar')}>
      <Group gap={4} wrap="nowrap">
        <NumberInput
          className={classes.page}
          size="xs"
          aria-label={t('pdf.page')}
          hideControls
          min={1}
          max={Math.max(1, state.pages)}
          value={state.page}
          disabled={state.pages < 2}
          onChange={(page) => {
            if (typeof page === 'number') view?.goToPage(page);
          }}
        />
        <Text size="xs" c="dimmed" className={classes.fixed}>
          {t('pdf.ofPages', { count: state.pages })}
        </Text>
      </Group>
      <Zoom view={view} scale={state.scale} />
      <TextInput
        ref={searchBox}
        className={classes.search}
        aria-label={t('pdf.find')}
        placeholder={t('pdf.find')}
        leftSection={<IconSearch size={14} />}
        rightSectionWidth={56}
        rightSection={
          matches && (
            <Text size="xs" c="dimmed" role="status">
              {t('pdf.matches', { current: matches.current, total: matches.total })}
            </Text>
          )
        }
        onChange={(event) => view?.find(event.currentTarget.value, false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') view?.find(event.currentTarget.value, event.shiftKey);
        }}
      />
      <Group gap={4} wrap="nowrap" className={classes.actions}>
        {actions}
      </Group>
    </div>
  );
}

function Zoom({ view, scale }: { view: PdfView | null; scale: number }): ReactNode {
  const { t } = useTranslation('ui');
  const format = useFormat();
  return (
    <Group gap={2} wrap="nowrap">
      <ZoomButton label={t('pdf.zoomOut')} onClick={() => view?.zoom('out')}>
        <IconZoomOut size={16} />
      </ZoomButton>
      <Text size="xs" className={classes.scale}>
        {format.share(scale)}
      </Text>
      <ZoomButton label={t('pdf.zoomIn')} onClick={() => view?.zoom('in')}>
        <IconZoomIn size={16} />
      </ZoomButton>
      <ZoomButton label={t('pdf.pageWidth')} onClick={() => view?.zoom('pageWidth')}>
        <IconArrowAutofitWidth size={16} />
      </ZoomButton>
    </Group>
  );
}

function ZoomButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
