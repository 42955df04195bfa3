import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { localeOf, resolveLanguage } from '../i18n/createI18n.ts';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { FormatContext, useFormatFor } from '../format/useFormat.ts';
import { styleNonce } from '../ui/styleNonce.ts';
import { CallError } from './CallError.tsx';
import { contrastVariables, createAppTheme, forgetfulColorScheme, houseAccent } from './theme.ts';
import { useScope } from './useScope.ts';

const machineTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Language, formats and colours of this person around every screen. */
export function Root(): ReactNode {
  const settings = useIpcQuery('settings.get', {});
  const info = useIpcQuery('app.getInfo', {});
  const { i18n, t } = useTranslation('ui');
  const { current } = useScope();
  const systemScheme = useColorScheme('light', { getInitialValueInEffect: false });

  const systemLocale = info.data?.systemLocale ?? navigator.language;
  const language = resolveLanguage(settings.data?.language ?? 'system', systemLocale);
  const formatLocale = settings.data?.formatLocale ?? 'language';
  const locale = formatLocale === 'language' ? localeOf(language, systemLocale) : formatLocale;
  const format = useFormatFor({ locale, language, timeZone: machineTimeZone });
  const chosenScheme = settings.data?.colorScheme ?? 'system';

  useEffect(() => {
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  }, [i18n, language]);

  const accent = current?.color ?? houseAccent;
  const closeLabel = t('close');
  const theme = useMemo(() => createAppTheme(accent, closeLabel), [accent, closeLabel]);
  const error = settings.error ?? info.error;

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={contrastVariables}
      colorSchemeManager={forgetfulColorScheme}
      forceColorScheme={chosenScheme === 'system' ? systemScheme : chosenScheme}
      getStyleNonce={styleNonce}
    >
      <FormatContext value={format}>
        <Notifications position="bottom-right" limit={3} />
        {error ? (
          <CallError error={error} onRetry={() => void Promise.all([settings.refetch(), info.refetch()])} />
        ) : (
          settings.data && info.data && i18n.language === language && <Outlet />
        )}
      </FormatContext>
    </MantineProvider>
  );
}
