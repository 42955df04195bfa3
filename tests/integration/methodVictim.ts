import { createTurns } from '../../electron/stripe/inTurn.ts';
import { createMethodRecords } from '../../electron/services/methodRecords.ts';
import { createMethodServices } from '../../electron/services/paymentMethods.ts';
import { openVictim, type VictimInput } from '../builders/openVictim.ts';

/** Changes a customer's methods in a process of its own, for tests that kill it. */
export interface MethodVictimInput extends VictimInput {
  workspaceId: string;
  customerId: string;
  methodId: string;
  change: 'remove' | 'setDefault';
}

const input = JSON.parse(process.argv[2] ?? '') as MethodVictimInput;
const { workspaceId, customerId, methodId, change } = input;
const deps = await openVictim(input, ['beginAction', 'settleAction', 'saveAction', 'deleteAction']);
const services = createMethodServices({
  ...deps,
  records: createMethodRecords(deps.workspaceDatabase),
  inTurn: createTurns(),
  running: new Set(),
});
const methodRef = { workspaceId, customerId, methodId };
if (change === 'remove') await services['paymentMethods.remove']({ ...methodRef, replacementId: null });
else await services['paymentMethods.setDefault']({ ...methodRef, shadows: 'repoint' });
process.exit(0);
