import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { exponentOf, parseMinorUnits, toDecimalString } from '../../../shared/domain/money.ts';
import { useFormat } from '../../format/useFormat.ts';

export interface MinorInputProps {
  label: string;
  /** *Units*: minor units of the currency. */
  value: number;
  max: number;
  currency: string;
  onChange: (value: number) => void;
  isBare?: boolean;
}

/** An amount of money, typed with as many decimals as its currency has. */
export function MinorInput({ label, value, max, currency, onChange, isBare }: MinorInputProps): ReactNode {
  const { locale } = useFormat();
  const separator = (1.5).toLocaleString(locale).slice(1, 2);
  return (
    <NumberInput
      {...(isBare ? { 'aria-label': label } : { label })}
      // Texts on the way in and out: a fraction as a floating-point number is not exact.
      value={toDecimalString({ amount: value, currency })}
      valueIsNumericString
      trimLeadingZeroesOnBlur={false}
      onChange={(typed) => onChange(parseMinorUnits(String(typed), currency) ?? 0)}
      min={0}
      max={Number(toDecimalString({ amount: max, currency }))}
      clampBehavior="strict"
      decimalScale={exponentOf(currency)}
      fixedDecimalScale
      decimalSeparator={separator}
      allowNegative={false}
      hideControls
      w={130}
    />
  );
}
