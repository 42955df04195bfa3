import './app/trustedTypes.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { invalidateOnCacheChanged } from './api/invalidateOnCacheChanged.ts';
import { onMainEvent } from './api/kantoorApi.ts';
import { createQueryClient, untilNothingIsAsked } from './api/queryClient.ts';
import { ipcQuery } from './api/useIpcQuery.ts';
import { createAppRouter, preloadScreens } from './app/routes.tsx';
import { todayInput } from './features/today/TodayPage.tsx';
import { createI18n, resolveLanguage } from './i18n/createI18n.ts';
import { styleNonce } from './ui/styleNonce.ts';

const host = document.getElementById('root');
if (!host) throw new Error('index.html has no element with the id root.');

// SECURITY: dialogs lock the page's scrolling with a style element; the policy wants the nonce on it.
setNonce(styleNonce());
const queryClient = createQueryClient();
const i18n = createI18n(resolveLanguage('system', navigator.language));
invalidateOnCacheChanged({ on: onMainEvent, queryClient });
// PERF: what every screen waits for is asked before React mounts and answered meanwhile.
void queryClient.prefetchQuery(ipcQuery('settings.get', {}));
void queryClient.prefetchQuery(ipcQuery('app.getInfo', {}));
void queryClient.prefetchQuery(ipcQuery('workspaces.list', {}));
// A window that opens on no screen in particular comes to Today of all accounts (Entry).
if (['', '#/'].includes(location.hash))
  void queryClient.prefetchQuery(ipcQuery('today.get', todayInput(null)));

createRoot(host).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <I18nextProvider i18n={i18n}>
        <RouterProvider router={createAppRouter()} />
      </I18nextProvider>
    </QueryClientProvider>
  </StrictMode>,
);
void preloadScreens(() => untilNothingIsAsked(queryClient));
