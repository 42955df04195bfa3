import { createHashRouter, type RouteObject } from 'react-router';
import { loadDataGrid } from '../ui/DataGrid.tsx';
import { AppShell } from './AppShell.tsx';
import { Entry } from './Entry.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Root } from './Root.tsx';
import { TodayScreen } from './TodayScreen.tsx';

/** PERF: the code of the grid travels beside that of its screen instead of after it. */
function withGrid<Screen>(load: () => Promise<Screen>): () => Promise<Screen> {
  return () => {
    void loadDataGrid();
    return load();
  };
}

/** Screens that are loaded when first opened, and ahead of that when the app is idle. */
const screens = {
  start: async () => ({ Component: (await import('../features/workspaces/StartPage.tsx')).StartPage }),
  connect: async () => ({ Component: (await import('../features/workspaces/ConnectPage.tsx')).ConnectPage }),
  customers: withGrid(async () => ({
    Component: (await import('../features/customers/CustomersPage.tsx')).CustomersPage,
  })),
  customer: async () => ({ Component: (await import('./CustomerScreen.tsx')).CustomerScreen }),
  invoices: withGrid(async () => ({ Component: (await import('./InvoicesScreen.tsx')).InvoicesScreen })),
  invoice: async () => ({ Component: (await import('./InvoiceScreen.tsx')).InvoiceScreen }),
  payments: async () => ({ Component: (await import('./PaymentsScreen.tsx')).PaymentsScreen }),
  expiring: async () => ({
    Component: (await import('../features/paymentMethods/ExpiringPage.tsx')).ExpiringPage,
  }),
  portals: async () => ({ Component: (await import('../features/portal/PortalsPage.tsx')).PortalsPage }),
  exports: async () => ({ Component: (await import('../features/exports/ExportsPage.tsx')).ExportsPage }),
  audit: async () => ({ Component: (await import('../features/audit/AuditPage.tsx')).AuditPage }),
  health: async () => ({ Component: (await import('../features/health/HealthPage.tsx')).HealthPage }),
  pendingEdits: async () => ({
    Component: (await import('../features/pendingEdits/PendingEditsPage.tsx')).PendingEditsPage,
  }),
  settings: async () => ({ Component: (await import('./SettingsScreen.tsx')).SettingsScreen }),
  shortcuts: async () => ({ Component: (await import('./ShortcutsPage.tsx')).ShortcutsPage }),
};

const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary,
    HydrateFallback: () => null,
    children: [
      { path: '/', Component: Entry },
      { path: '/start', lazy: screens.start },
      { path: '/start/connect', lazy: screens.connect },
      {
        path: '/:scope',
        Component: AppShell,
        children: [
          {
            ErrorBoundary,
            children: [
              // PERF: the first screen travels with the frame around it (benchmark: start).
              { path: 'today', Component: TodayScreen },
              { path: 'customers', lazy: screens.customers },
              { path: 'customers/:workspaceId/:customerId', lazy: screens.customer },
              { path: 'invoices', lazy: screens.invoices },
              { path: 'invoices/:workspaceId/:invoiceId', lazy: screens.invoice },
              { path: 'payments', lazy: screens.payments },
              { path: 'expiring-cards', lazy: screens.expiring },
              { path: 'portals', lazy: screens.portals },
              { path: 'exports', lazy: screens.exports },
              { path: 'audit', lazy: screens.audit },
              { path: 'health/:workspaceId', lazy: screens.health },
              { path: 'pending', lazy: screens.pendingEdits },
              { path: 'settings/:section', lazy: screens.settings },
              { path: 'shortcuts', lazy: screens.shortcuts },
            ],
          },
        ],
      },
      { path: '*', Component: Entry },
    ],
  },
];

export function createAppRouter(): ReturnType<typeof createHashRouter> {
  return createHashRouter(routes);
}

/**
 * PERF: a first visit to a screen costs 40 ms instead of 330 when its code is already here. One screen per idle moment,
 * once nothing is asked any more: all at once they held up the first rows by 300 ms.
 */
export async function preloadScreens(untilIdle: () => Promise<void>): Promise<void> {
  const loads = [
    loadDataGrid,
    ...Object.values(screens),
    async () => (await import('../ui/pdf/pdfEngine.ts')).warmUpPdf(),
  ];
  for (const load of loads) {
    await untilIdle();
    await load();
  }
}
