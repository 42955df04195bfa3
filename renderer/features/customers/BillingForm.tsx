import { Fieldset, Select, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listAddressFields } from '../../../shared/domain/addresses.ts';
import { countryCodes } from '../../../shared/domain/countries.ts';
import { toAddress, type FieldProblem } from '../../../shared/domain/customerChanges.ts';
import { taxExemptions, type CustomerField } from '../../../shared/domain/customers.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { useFormat } from '../../format/useFormat.ts';
import type { BillingDraft } from './billingDraft.ts';
import classes from './BillingForm.module.css';
import { documentLanguages } from './documentLanguages.ts';
import { TaxIdFields } from './TaxIdFields.tsx';
import { useProblemText } from './useProblemText.ts';

export interface BillingFormProps {
  customer: CustomerDetail;
  draft: BillingDraft;
  onChange: (draft: BillingDraft) => void;
  problems: readonly FieldProblem[];
}

/** The form; the address asks for what the chosen country asks for, in its order. */
export function BillingForm({ customer, draft, onChange, problems }: BillingFormProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const problemText = useProblemText(problems);
  const { mine } = draft;
  const set = (field: CustomerField, value: string | null): void =>
    onChange({ ...draft, mine: { ...mine, [field]: value } });
  const text = (field: CustomerField, label: string, type = 'text'): ReactNode => (
    <TextInput
      key={field}
      label={label}
      type={type}
      value={mine[field] ?? ''}
      maxLength={512}
      error={problemText(`values.${field}`)}
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  );
  return (
    <>
      {text('name', tApp('customerField.name'))}
      <div className={classes.pair}>
        {text('email', tApp('customerField.email'), 'email')}
        {text('phone', tApp('customerField.phone'), 'tel')}
      </div>
      <AddressFields draft={draft} set={set} problemText={problemText} />
      <TaxIdFields
        customer={customer}
        country={mine.country}
        addTaxIds={draft.addTaxIds}
        removeTaxIds={draft.removeTaxIds}
        problemText={problemText}
        onChange={(changes) => onChange({ ...draft, ...changes })}
      />
      <div className={classes.pair}>
        <Select
          label={tApp('customerField.taxExempt')}
          value={mine.taxExempt}
          data={taxExemptions.map((value) => ({ value, label: tApp(`taxExempt.${value}`) }))}
          error={problemText('values.taxExempt')}
          onChange={(value) => set('taxExempt', value)}
        />
        <Select
          label={tApp('customerField.preferredLocale')}
          placeholder={t('page.billing.languageDefault')}
          value={mine.preferredLocale}
          data={withPresent(documentLanguages, mine.preferredLocale).map((value) => ({
            value,
            label: format.languageName(value),
          }))}
          error={problemText('values.preferredLocale')}
          searchable
          clearable
          onChange={(value) => set('preferredLocale', value)}
        />
      </div>
    </>
  );
}

/** A value that Stripe has and this list does not stays visible and choosable. */
function withPresent(values: readonly string[], present: string | null): readonly string[] {
  return present === null || values.includes(present) ? values : [present, ...values];
}

interface AddressFieldsProps {
  draft: BillingDraft;
  set: (field: CustomerField, value: string | null) => void;
  problemText: (path: string) => string | null;
}

function AddressFields({ draft, set, problemText }: AddressFieldsProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const legendId = useId();
  const { mine } = draft;
  const countries = withPresent(countryCodes, mine.country)
    .map((value) => ({ value, label: format.country(value) }))
    .toSorted((left, right) => left.label.localeCompare(right.label, format.language));
  return (
    <Fieldset
      legend={<span id={legendId}>{t('page.billing.address')}</span>}
      className={classes.address ?? ''}
    >
      <Select
        className={classes.wide ?? ''}
        label={tApp('customerField.country')}
        value={mine.country}
        data={countries}
        error={problemText('values.country')}
        searchable
        clearable
        onChange={(value) => set('country', value)}
      />
      {listAddressFields(mine.country, toAddress(mine)).map(({ part, label, required, example }) => (
        <TextInput
          key={part}
          className={(part === 'line1' || part === 'line2' ? classes.wide : classes.narrow) ?? ''}
          label={t(`addressLabels.${label}`)}
          required={required}
          placeholder={example ?? ''}
          value={mine[part] ?? ''}
          maxLength={512}
          error={problemText(`values.${part}`)}
          onChange={(event) => set(part, event.currentTarget.value)}
        />
      ))}
    </Fieldset>
  );
}
