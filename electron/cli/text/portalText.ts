import type { PortalWarning } from '../../../shared/domain/portal.ts';
import type { PortalOverview } from '../../../shared/ipc/schemas/portal.ts';
import type { PortalLinkOutput } from '../commands/portalCommands.ts';
import { toTable } from './table.ts';

const warningTexts: Record<PortalWarning, string> = {
  sharedEmail:
    'Mind: other customers have the same e-mail address. The login page picks the newest of them with an active subscription; a personal link (--kind session) is unambiguous.',
  noEmailToRecover:
    'Mind: this customer has no e-mail address, so the link cannot be renewed once it has expired (after about five minutes).',
};

export function portalLinkText({ url, kind, warnings }: PortalLinkOutput): string {
  const about =
    kind === 'login' ? [] : ['Whoever has this link acts as the customer: give it to nobody else.'];
  return [url, ...about, ...warnings.map((warning) => warningTexts[warning])].join('\n');
}

export function portalsText(portals: (PortalOverview & { name: string })[]): string {
  const onOff = (isOn: boolean | undefined): string => (isOn ? 'on' : 'off');
  return toTable(
    portals,
    [
      { title: 'ACCOUNT', text: ({ name }) => name },
      {
        title: 'LOGIN PAGE',
        text: ({ settings, error }) =>
          error?.message ?? (settings ? (settings.loginUrl ?? 'off') : 'no portal yet'),
      },
      { title: 'INVOICES', text: ({ settings }) => onOff(settings?.invoiceHistory) },
      { title: 'PAYMENT METHODS', text: ({ settings }) => onOff(settings?.paymentMethodUpdate) },
      { title: 'DETAILS', text: ({ settings }) => onOff(settings?.customerUpdate) },
    ],
    'No account is connected.',
  );
}
