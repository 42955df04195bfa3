import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { exponentOf } from '../../../shared/domain/money.ts';
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
  const exponent = exponentOf(currency);
  const unit = 10 ** exponent;
  const separator = (1.5).toLocaleString(locale).slice(1, 2);
  return (
    <NumberInput
      {...(isBare ? { 'aria-label': label } : { label })}
      value={value / unit}
      onChange={(typed) => onChange(Math.round(Number(typed) * unit))}
      min={0}
      max={max / unit}
      clampBehavior="strict"
      decimalScale={exponent}
      fixedDecimalScale
      decimalSeparator={separator}
      allowNegative={false}
      hideControls
      w={130}
    />
  );
}
