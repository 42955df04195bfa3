import { SegmentedControl } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './InvoicePage.module.css';
import type { ShownDocument, ShownDocuments } from './useShownDocument.ts';

const keyOf = ({ kind, objectId }: ShownDocument): string => `${kind} ${objectId}`;

function nameOf({ kind, number }: ShownDocument, t: TFunction<'invoices'>): string {
  return kind === 'creditNote' ? t('documents.creditNote', { number }) : t(`documents.${kind}`);
}

/** The document at the side; where there are several, a line to choose from. */
export function InvoiceDocument({
  documents,
  children,
}: {
  documents: ShownDocuments;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('invoices');
  const { all, shown, show } = documents;
  return (
    <section className={classes.document} aria-label={t('documents.label')}>
      {all.length > 1 && (
        <div className={classes.documentChoice}>
          <SegmentedControl
            aria-label={t('documents.choose')}
            value={keyOf(shown)}
            onChange={(key) => {
              const chosen = all.find((document) => keyOf(document) === key);
              if (chosen) show(chosen);
            }}
            data={all.map((document) => ({ value: keyOf(document), label: nameOf(document, t) }))}
          />
        </div>
      )}
      <div className={classes.documentBody}>{children}</div>
    </section>
  );
}
