import { Text } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IpcError } from '../../api/kantoorApi.ts';
import { CallError } from '../../app/CallError.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PdfViewer } from '../../ui/pdf/PdfViewer.tsx';
import { DocumentActions } from './DocumentActions.tsx';
import classes from './DocumentPreview.module.css';
import { PageSkeleton } from './PageSkeleton.tsx';
import { useDocument, type DocumentRef } from './useDocument.ts';

export interface DocumentPreviewProps extends DocumentRef {
  /** What people call it: the invoice's number. */
  name: string;
  /** Arrow up and down in the preview go to the neighbour in the list beside it. */
  onFlip?: (direction: -1 | 1) => void;
}

/** A document inline, beside the list it belongs to. */
export function DocumentPreview({ onFlip, name, ...ref }: DocumentPreviewProps): ReactNode {
  const { document, bytes, error, retry } = useDocument(ref);
  const { t } = useTranslation('documents');
  const format = useFormat();
  const [brokenHash, setBrokenHash] = useState<string | null>(null);

  function flipByKey(event: KeyboardEvent): void {
    if (!onFlip || event.target instanceof HTMLInputElement) return;
    const direction = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (direction === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onFlip(direction);
  }

  if (error?.code === 'document_none')
    return <EmptyState icon={<IconFileOff />} title={t('none.title')} text={t('none.text')} />;
  if (error && !bytes) return <MissingDocument error={error} onRetry={retry} />;
  if (!document || !bytes) return <PageSkeleton label={t('loading')} />;
  if (brokenHash === document.sha256)
    return (
      <div className={classes.notice}>
        <ErrorNotice
          sentences={{
            what: t('broken.what'),
            money: t('broken.money'),
            next: t('broken.next'),
            reference: null,
          }}
          onRetry={() => {
            setBrokenHash(null);
            retry();
          }}
        />
        <DocumentActions {...ref} />
      </div>
    );
  return (
    <div className={classes.preview} onKeyDownCapture={flipByKey}>
      {!document.current && (
        <Text size="xs" className={classes.older} role="status">
          {t('older', { when: format.moment(document.fetchedAt) })}
        </Text>
      )}
      <PdfViewer
        bytes={bytes}
        name={name}
        actions={<DocumentActions {...ref} />}
        onBroken={() => setBrokenHash(document.sha256)}
      />
    </div>
  );
}

/** Why there is nothing to show; without a network that the document was never fetched. */
function MissingDocument({ error, onRetry }: { error: IpcError; onRetry: () => void }): ReactNode {
  const { t } = useTranslation('documents');
  const sentences = {
    what: t('offline.what'),
    money: t('offline.money'),
    next: t('offline.next'),
    reference: null,
  };
  return (
    <div className={classes.notice}>
      {error.code === 'offline' ? (
        <ErrorNotice sentences={sentences} onRetry={onRetry} />
      ) : (
        <CallError error={error} onRetry={onRetry} />
      )}
    </div>
  );
}
