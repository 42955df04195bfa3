import { Input, SegmentedControl, Select, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/ipc/schemas/app.ts';
import { CallError } from '../../app/CallError.tsx';
import { formatDay } from '../../format/dates.ts';
import { formatMoney } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.ts';
import { SettingsPanel } from './SettingsPanel.tsx';
import { useSettings } from './useSettings.ts';

/** Formats of the countries that Kantoor's people work in. */
const formatLocales = [
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
] as const;

/** 31 December 2026: a day that shows which number is the month. */
const exampleDay = Date.UTC(2026, 11, 31) / 1000;
const exampleMoney = { amount: 123_456, currency: 'eur' };

/** Language, formats and appearance. */
export function GeneralSettings(): ReactNode {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { settings, change, error } = useSettings();
  const languageId = useId();
  const schemeId = useId();
  if (!settings) return error && <CallError error={error} />;
  const sampleOf = (locale: string): string =>
    `${formatMoney(exampleMoney, locale)} · ${formatDay(exampleDay, locale, 'UTC')}`;
  const known: readonly string[] = formatLocales;
  const locales =
    settings.formatLocale === 'language' || known.includes(settings.formatLocale)
      ? known
      : [settings.formatLocale, ...known];
  return (
    <SettingsPanel title={t('general.title')}>
      {error && <CallError error={error} />}
      <Input.Wrapper label={t('general.language')} labelElement="div" labelProps={{ id: languageId }}>
        <div>
          <SegmentedControl
            aria-labelledby={languageId}
            value={settings.language}
            onChange={(language) => change({ language: language as Settings['language'] })}
            data={(['system', 'nl', 'en'] as const).map((value) => ({
              value,
              label: t(`general.languages.${value}`),
            }))}
          />
        </div>
      </Input.Wrapper>
      <Select
        label={t('general.formats')}
        description={t('general.formatsDescription')}
        maw={420}
        value={settings.formatLocale}
        searchable
        data={[
          { value: 'language', label: t('general.formatsByLanguage') },
          ...locales.map((value) => ({
            value,
            label: `${format.languageName(value)} · ${sampleOf(value)}`,
          })),
        ]}
        onChange={(formatLocale) => formatLocale !== null && change({ formatLocale })}
      />
      <Text c="dimmed" className="tabular">
        {t('general.example', { example: sampleOf(format.locale) })}
      </Text>
      <Input.Wrapper label={t('general.appearance')} labelElement="div" labelProps={{ id: schemeId }}>
        <div>
          <SegmentedControl
            aria-labelledby={schemeId}
            value={settings.colorScheme}
            onChange={(colorScheme) => change({ colorScheme: colorScheme as Settings['colorScheme'] })}
            data={(['system', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`general.schemes.${value}`),
            }))}
          />
        </div>
      </Input.Wrapper>
    </SettingsPanel>
  );
}
