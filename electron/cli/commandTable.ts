import type { CommandContext } from './commandContext.ts';
import type { CommandName, CommandOutcome, CommandRequest, RequestOf } from './commandRequest.ts';
import { getCustomer, listCustomers, updateCustomer } from './commands/customerCommands.ts';
import { compareWorkspaces } from './commands/compareCommand.ts';
import { creditInvoice } from './commands/creditCommand.ts';
import { exportDocuments, resumeExport } from './commands/exportCommand.ts';
import { actOnInvoice, createInvoiceLink } from './commands/invoiceActionCommands.ts';
import { listInvoices, writeInvoicePdf } from './commands/invoiceCommands.ts';
import {
  createAddLink,
  listExpiringCards,
  listPaymentMethods,
  removePaymentMethod,
  setDefaultPaymentMethod,
} from './commands/methodCommands.ts';
import { listPending, sendPending, withdrawPending } from './commands/pendingCommands.ts';
import { payInvoice } from './commands/paymentCommands.ts';
import { createPortalLink, listPortals } from './commands/portalCommands.ts';
import { listAudit, runDoctor, searchEverything, verifyAudit } from './commands/recordCommands.ts';
import { sendReminders } from './commands/reminderCommand.ts';
import { showToday } from './commands/todayCommand.ts';
import {
  connectWorkspace,
  createSampleOffice,
  disconnectWorkspace,
  listWorkspaces,
  syncWorkspaces,
} from './commands/workspaceCommands.ts';
import { compareText } from './text/compareText.ts';
import { creditedText } from './text/creditText.ts';
import { customersText, customerText, updateText } from './text/customerText.ts';
import { actedText, invoiceLinkText } from './text/invoiceActionText.ts';
import { invoicesText, pdfText } from './text/invoiceText.ts';
import { addLinkText, expiringText, methodsText } from './text/methodText.ts';
import { paidText } from './text/paymentText.ts';
import { pendingText, sentText, withdrawnText } from './text/pendingText.ts';
import { portalLinkText, portalsText } from './text/portalText.ts';
import { auditText, doctorText, exportText, searchText, verifyText } from './text/recordText.ts';
import { remindedText } from './text/reminderText.ts';
import { todayText } from './text/todayText.ts';
import { connectedText, sampleText, syncText, workspacesText } from './text/workspaceText.ts';

type Run<Name extends CommandName> = (
  request: RequestOf<Name>,
  context: CommandContext,
) => Promise<CommandOutcome>;

/** How each command is done; the process that owns the profile does it. */
const runs: { [Name in CommandName]: Run<Name> } = {
  'workspaces.list': listWorkspaces,
  'workspaces.connect': connectWorkspace,
  'workspaces.sample': createSampleOffice,
  'workspaces.disconnect': disconnectWorkspace,
  sync: syncWorkspaces,
  compare: compareWorkspaces,
  today: showToday,
  'customers.list': listCustomers,
  'customers.get': getCustomer,
  'customers.update': updateCustomer,
  'pending.list': listPending,
  'pending.send': sendPending,
  'pending.withdraw': withdrawPending,
  'invoices.list': listInvoices,
  'invoices.pdf': writeInvoicePdf,
  'invoices.pay': payInvoice,
  'invoices.act': actOnInvoice,
  'invoices.remind': sendReminders,
  'invoices.credit': creditInvoice,
  'invoices.link': createInvoiceLink,
  'payment-methods.list': listPaymentMethods,
  'payment-methods.expiring': listExpiringCards,
  'payment-methods.set-default': setDefaultPaymentMethod,
  'payment-methods.remove': removePaymentMethod,
  'payment-methods.add-link': createAddLink,
  'portal.list': listPortals,
  'portal.link': createPortalLink,
  search: searchEverything,
  export: exportDocuments,
  'export.resume': resumeExport,
  'audit.list': listAudit,
  'audit.verify': verifyAudit,
  doctor: runDoctor,
};

export function runCommand(request: CommandRequest, context: CommandContext): Promise<CommandOutcome> {
  // The discriminator picks the matching function; TypeScript cannot follow that through an index.
  const run = runs[request.command] as Run<CommandName>;
  return run(request, context);
}

/** How each command's value reads for people; the process that was asked shows it. */
const texts = {
  'workspaces.list': workspacesText,
  'workspaces.connect': connectedText,
  'workspaces.sample': sampleText,
  'workspaces.disconnect': ({ id }: { id: string }) => `Disconnected ${id}. Its audit log stays.`,
  sync: syncText,
  compare: compareText,
  today: todayText,
  'customers.list': customersText,
  'customers.get': customerText,
  'customers.update': updateText,
  'pending.list': pendingText,
  'pending.send': sentText,
  'pending.withdraw': withdrawnText,
  'invoices.list': invoicesText,
  'invoices.pdf': pdfText,
  'invoices.pay': paidText,
  'invoices.act': actedText,
  'invoices.remind': remindedText,
  'invoices.credit': creditedText,
  'invoices.link': invoiceLinkText,
  'payment-methods.list': methodsText,
  'payment-methods.expiring': expiringText,
  'payment-methods.set-default': methodsText,
  'payment-methods.remove': methodsText,
  'payment-methods.add-link': addLinkText,
  'portal.list': portalsText,
  'portal.link': portalLinkText,
  search: searchText,
  export: exportText,
  'export.resume': exportText,
  'audit.list': auditText,
  'audit.verify': verifyText,
  doctor: doctorText,
} satisfies { [Name in CommandName]: (value: never) => string };

export function toText(command: CommandName, value: unknown): string {
  // The value is what `runs` gave for the same command, here or in the running instance.
  return texts[command](value as never);
}
