import { Button, Fieldset, Select, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem, NewTaxId } from '../../../shared/domain/customerChanges.ts';
import {
  checkTaxId,
  exampleOfTaxId,
  labelOfTaxIdType,
  listTaxIdTypes,
  maxTaxIds,
} from '../../../shared/domain/taxIds.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import { Tag } from '../../ui/Tag.tsx';
import classes from './BillingForm.module.css';
import { toneOfVat } from './customerTones.ts';
import { useProblemText } from './useProblemText.ts';

export interface TaxIdFieldsProps {
  customer: CustomerDetail;
  country: string | null;
  addTaxIds: readonly NewTaxId[];
  removeTaxIds: readonly string[];
  problemText: (path: string) => string | null;
  onChange: (changes: { addTaxIds?: readonly NewTaxId[]; removeTaxIds?: readonly string[] }) => void;
}

/** Tax IDs: those that are there, those to be added. Stripe cannot change one, only add and remove. */
export function TaxIdFields(props: TaxIdFieldsProps): ReactNode {
  const { customer, country, addTaxIds, removeTaxIds, problemText, onChange } = props;
  const { t } = useTranslation('customers');
  const kept = customer.taxIds.length - removeTaxIds.length + addTaxIds.length;
  const limitProblem = problemText('addTaxIds');
  return (
    <Fieldset legend={t('page.billing.taxIds')}>
      {customer.taxIds.map(({ id, type, value, status }) => {
        const isRemoved = removeTaxIds.includes(id);
        const others = removeTaxIds.filter((other) => other !== id);
        return (
          <TaxIdLine
            key={id}
            taxId={{ type, value }}
            isRemoved={isRemoved}
            state={<Tag tone={toneOfVat(status)}>{t(`vat.${status}`)}</Tag>}
            onToggle={() => onChange({ removeTaxIds: isRemoved ? others : [...others, id] })}
          />
        );
      })}
      {addTaxIds.map((taxId, index) => (
        <TaxIdLine
          key={`${taxId.type} ${taxId.value}`}
          taxId={taxId}
          isRemoved={false}
          state={<Tag tone="accent">{t('edit.newTaxId')}</Tag>}
          problem={problemText(`addTaxIds.${index}`)}
          onToggle={() => onChange({ addTaxIds: addTaxIds.filter((other) => other !== taxId) })}
        />
      ))}
      {limitProblem !== null && <Text c="red">{limitProblem}</Text>}
      {kept < maxTaxIds && (
        <NewTaxIdFields
          key={country}
          country={country}
          onAdd={(taxId) => onChange({ addTaxIds: [...addTaxIds, taxId] })}
        />
      )}
    </Fieldset>
  );
}

interface TaxIdLineProps {
  taxId: NewTaxId;
  isRemoved: boolean;
  state: ReactNode;
  problem?: string | null;
  onToggle: () => void;
}

function TaxIdLine({ taxId, isRemoved, state, problem, onToggle }: TaxIdLineProps): ReactNode {
  const { t } = useTranslation('customers');
  const { type, value } = taxId;
  return (
    <div className={classes.taxId}>
      <span className={`tabular ${isRemoved ? classes.removed : ''}`}>{value}</span>
      <Text c="dimmed" span>
        {labelOfTaxIdType(type)}
      </Text>
      {state}
      {problem && (
        <Text c="red" span>
          {problem}
        </Text>
      )}
      <Button
        className={classes.end ?? ''}
        variant="subtle"
        aria-label={isRemoved ? t('edit.keepTaxId', { value }) : t('edit.removeTaxId', { value })}
        onClick={onToggle}
      >
        {isRemoved ? t('edit.keep') : t('edit.remove')}
      </Button>
    </div>
  );
}

function NewTaxIdFields({
  country,
  onAdd,
}: {
  country: string | null;
  onAdd: (taxId: NewTaxId) => void;
}): ReactNode {
  const { t } = useTranslation('customers');
  const types = listTaxIdTypes(country);
  const [type, setType] = useState(types[0]?.type ?? null);
  const [value, setValue] = useState('');
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const problemText = useProblemText(problems);

  function add(): void {
    if (type === null || value.trim() === '') return;
    const check = checkTaxId({ type, value, country });
    if (check.ok) {
      onAdd({ type, value: check.value });
      setValue('');
      setProblems([]);
    } else {
      setProblems([{ path: 'value', problem: `taxId.${check.problem}`, example: check.example }]);
    }
  }

  if (types.length === 0) return <Text c="dimmed">{t('edit.noTaxIdTypes')}</Text>;
  return (
    <div className={classes.add}>
      <Select
        label={t('edit.taxIdType')}
        value={type}
        data={types.map((entry) => ({ value: entry.type, label: entry.label }))}
        searchable
        onChange={setType}
      />
      <TextInput
        label={t('edit.taxIdValue')}
        placeholder={(type === null ? null : exampleOfTaxId(type, country)) ?? ''}
        value={value}
        maxLength={60}
        error={problemText('value')}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter adds the number; it must not send the form with the number left behind.
          event.preventDefault();
          add();
        }}
      />
      <Button
        className={classes.addButton ?? ''}
        variant="default"
        disabled={value.trim() === ''}
        onClick={add}
      >
        {t('edit.addTaxId')}
      </Button>
    </div>
  );
}
