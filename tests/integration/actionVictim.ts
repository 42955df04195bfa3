import { createCreditNoteServices } from '../../electron/services/creditNotes.ts';
import { createInvoiceActionServices } from '../../electron/services/invoiceActions.ts';
import { act, type VictimAction } from '../builders/actOn.ts';
import { openVictim, type VictimInput } from '../builders/openVictim.ts';

/** Does one thing with an invoice in a process of its own, for tests that kill it. */
export interface ActionVictimInput extends VictimInput {
  workspaceId: string;
  invoiceId: string;
  action: VictimAction;
}

const input = JSON.parse(process.argv[2] ?? '') as ActionVictimInput;
const { workspaceId, invoiceId, action } = input;
const deps = {
  ...(await openVictim(input, ['beginAction', 'settleAction', 'noteInvoicesSent'])),
  cache: { findObject: async () => null },
};
const services = { ...createInvoiceActionServices(deps), ...createCreditNoteServices(deps) };
await act(services, action, { workspaceId, invoiceId });
process.exit(0);
