import { Input, SegmentedControl, Select, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { suspensionThresholds } from '../../../shared/domain/subscriptions.ts';
import { CallError } from '../../app/CallError.tsx';
import { formatDay } from '../../format/dates.ts';
import { formatMoney } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.ts';
import { SettingsPanel } from './SettingsPanel.tsx';
import { useSettings } from './useSettings.ts';

/** Formats of the countries that Kantoor's people work in. */
const formatLocales: readonly string[] = [
  'nl-NL',
  'nl-BE',
  'en-GB',
  'en-IE',
  'en-ZA',
  'en-AE',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-BE',
  'fr-CH',
  'it-IT',
  'es-ES',
  'pt-PT',
  'sv-SE',
  'da-DK',
  'nb-NO',
  'fi-FI',
  'pl-PL',
  'hu-HU',
];

/** 31 December 2026: a day that shows which number is the month. */
const exampleDay = Date.UTC(2026, 11, 31) / 1000;
const exampleMoney = { amount: 123_456, currency: 'eur' };

const languages = ['system', 'nl', 'en'] as const;
const schemes = ['system', 'light', 'dark'] as const;

/** Language, formats and appearance. */
export function GeneralSettings(): ReactNode {
  const { t } = useTranslation('settings');
  const { settings, change, error } = useSettings();
  if (!settings) return error && <CallError error={error} />;
  return (
    <SettingsPanel title={t('general.title')}>
      {error && <CallError error={error} />}
      <Choice label={t('general.language')}>
        {(labelId) => (
          <SegmentedControl
            aria-labelledby={labelId}
            value={settings.language}
            onChange={(language) => change({ language })}
            data={languages.map((value) => ({ value, label: t(`general.languages.${value}`) }))}
          />
        )}
      </Choice>
      <FormatSelect value={settings.formatLocale} onChange={(formatLocale) => change({ formatLocale })} />
      <Choice label={t('general.appearance')}>
        {(labelId) => (
          <SegmentedControl
            aria-labelledby={labelId}
            value={settings.colorScheme}
            onChange={(colorScheme) => change({ colorScheme })}
            data={schemes.map((value) => ({ value, label: t(`general.schemes.${value}`) }))}
          />
        )}
      </Choice>
      <Select
        label={t('general.suspended')}
        description={t('general.suspendedDescription')}
        maw={420}
        allowDeselect={false}
        value={settings.suspendedFrom}
        data={suspensionThresholds.map((value) => ({ value, label: t(`general.suspendedFrom.${value}`) }))}
        onChange={(chosen) => {
          const suspendedFrom = suspensionThresholds.find((known) => known === chosen);
          if (suspendedFrom) change({ suspendedFrom });
        }}
      />
    </SettingsPanel>
  );
}

function Choice({ label, children }: { label: string; children: (labelId: string) => ReactNode }): ReactNode {
  const labelId = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id: labelId }}>
      <div>{children(labelId)}</div>
    </Input.Wrapper>
  );
}

function FormatSelect({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const sampleOf = (locale: string): string =>
    `${formatMoney(exampleMoney, locale)} · ${formatDay(exampleDay, locale, 'UTC')}`;
  // A locale set by hand or by a later version stays visible and choosable.
  const locales =
    value === 'language' || formatLocales.includes(value) ? formatLocales : [value, ...formatLocales];
  return (
    <>
      <Select
        label={t('general.formats')}
        description={t('general.formatsDescription')}
        maw={420}
        value={value}
        searchable
        data={[
          { value: 'language', label: t('general.formatsByLanguage') },
          ...locales.map((locale) => ({
            value: locale,
            label: `${format.languageName(locale)} · ${sampleOf(locale)}`,
          })),
        ]}
        onChange={(chosen) => chosen !== null && onChange(chosen)}
      />
      <Text c="dimmed" className="tabular">
        {t('general.example', { example: sampleOf(format.locale) })}
      </Text>
    </>
  );
}
