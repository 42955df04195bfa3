import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceColor } from '../../../shared/ipc/schemas/workspaces.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import classes from './ConnectPage.module.css';
import { workspaceColors } from './workspaceColors.ts';

export interface AccountValues {
  name: string;
  color: WorkspaceColor;
  timeZone: string;
}

const timeZones = Intl.supportedValuesOf('timeZone');

/** Name, colour and time zone of an account as they are used in Kantoor; Stripe does not hear of them. */
export function AccountFields({
  values,
  onChange,
}: {
  values: AccountValues;
  onChange: (values: AccountValues) => void;
}): ReactNode {
  const { t } = useTranslation('workspaces');
  // A zone that Stripe names and Chromium does not list (an alias) stays choosable.
  const zones = timeZones.includes(values.timeZone) ? timeZones : [values.timeZone, ...timeZones];
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('fields.name')}
        description={t('fields.nameDescription')}
        value={values.name}
        maxLength={200}
        required
        withAsterisk={false}
        onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
      />
      <Select
        label={t('fields.color')}
        description={t('fields.colorDescription')}
        value={values.color}
        data={workspaceColors.map((color) => ({ value: color, label: t(`colors.${color}`) }))}
        leftSection={<ColorDot color={values.color} />}
        renderOption={({ option }) => (
          <>
            <ColorDot color={option.value} /> {option.label}
          </>
        )}
        onChange={(color) => color !== null && onChange({ ...values, color })}
      />
      <Select
        label={t('fields.timeZone')}
        description={t('fields.timeZoneDescription')}
        value={values.timeZone}
        data={zones}
        searchable
        onChange={(timeZone) => timeZone !== null && onChange({ ...values, timeZone })}
      />
    </div>
  );
}
