import {
  findDefaultRefusal,
  findRemovalRefusal,
  listReplacements,
} from '../../shared/domain/methodChanges.ts';
import { monthOf } from '../../shared/domain/paymentMethods.ts';
import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import {
  leaveChange,
  removeMethod,
  resumeChange,
  setDefaultMethod,
  type MethodChangeDeps,
} from './methodChanges.ts';
import { readLiveMethods, readMandates, toHeldMethodDetail, toShadowDetail } from './methodsLive.ts';
import { mandateOf } from './paymentsLive.ts';
import { forgetLinksTo } from './setupLinks.ts';
import { idOf } from './idOf.ts';

export type MethodServices = Pick<
  Handlers,
  | 'paymentMethods.prepareRemoval'
  | 'paymentMethods.remove'
  | 'paymentMethods.prepareDefault'
  | 'paymentMethods.setDefault'
  | 'paymentMethods.listMandates'
  | 'paymentMethods.listOpenChanges'
  | 'paymentMethods.resumeChange'
  | 'paymentMethods.leaveChange'
>;

/** Use cases around a customer's payment methods. */
export function createMethodServices(deps: MethodChangeDeps): MethodServices {
  return {
    'paymentMethods.prepareRemoval': (input) => prepareRemoval(deps, input),
    'paymentMethods.remove': async (input) => {
      const removed = await removeMethod(deps, input);
      await forgetLinksTo(deps, input.methodId);
      return removed;
    },
    'paymentMethods.prepareDefault': (input) => prepareDefault(deps, input),
    'paymentMethods.setDefault': async (input) => {
      const left = await setDefaultMethod(deps, input);
      await forgetLinksTo(deps, input.methodId);
      return left;
    },
    'paymentMethods.listMandates': (input) => listMandates(deps, input),
    'paymentMethods.listOpenChanges': (input) => listOpenChanges(deps, input),
    'paymentMethods.resumeChange': async ({ changeId }) => {
      await resumeChange(deps, changeId);
      return {};
    },
    'paymentMethods.leaveChange': async ({ changeId }) => {
      await leaveChange(deps, changeId);
      return {};
    },
  };
}

async function prepareRemoval(
  deps: MethodChangeDeps,
  { workspaceId, customerId, methodId }: InputOf<'paymentMethods.prepareRemoval'>,
): Promise<OutputOf<'paymentMethods.prepareRemoval'>> {
  const live = await readLiveMethods(await deps.gateways.of(workspaceId), customerId, deps.now());
  const now = monthOf(deps.now());
  const method = live.methods.find(({ id }) => id === methodId);
  const named = live.shadows.filter(({ paymentMethodId }) => paymentMethodId === methodId);
  return {
    workspaceId,
    customerId,
    methodId,
    customerName: live.customer.name ?? null,
    method: method ? toHeldMethodDetail(method, live) : null,
    refusal: findRemovalRefusal(live, { methodId, replacementId: null, now }),
    replacements: listReplacements(live, methodId, now).map((other) => toHeldMethodDetail(other, live)),
    moved: named.map((shadow) => toShadowDetail(shadow, live)),
  };
}

async function prepareDefault(
  deps: MethodChangeDeps,
  { workspaceId, customerId, methodId }: InputOf<'paymentMethods.prepareDefault'>,
): Promise<OutputOf<'paymentMethods.prepareDefault'>> {
  const live = await readLiveMethods(await deps.gateways.of(workspaceId), customerId, deps.now());
  const method = live.methods.find(({ id }) => id === methodId);
  const current = live.methods.find(({ id }) => id === live.defaultId);
  const others = live.shadows.filter(({ paymentMethodId }) => paymentMethodId !== methodId);
  return {
    workspaceId,
    customerId,
    methodId,
    customerName: live.customer.name ?? null,
    method: method ? toHeldMethodDetail(method, live) : null,
    refusal: findDefaultRefusal(live, { methodId, now: monthOf(deps.now()) }),
    current: current ? toHeldMethodDetail(current, live) : null,
    shadows: others.map((shadow) => toShadowDetail(shadow, live)),
  };
}

async function listMandates(
  { gateways }: MethodChangeDeps,
  { workspaceId, customerId }: InputOf<'paymentMethods.listMandates'>,
): Promise<OutputOf<'paymentMethods.listMandates'>> {
  const mandates = await readMandates(await gateways.of(workspaceId), customerId);
  const methodIds = new Set(mandates.map(({ payment_method: method }) => idOf(method)));
  return [...methodIds].flatMap((methodId) => {
    const state = mandateOf(methodId, mandates);
    return state === null ? [] : [{ methodId, state }];
  });
}

async function listOpenChanges(
  { records, running }: MethodChangeDeps,
  { workspaceIds, customerId }: InputOf<'paymentMethods.listOpenChanges'>,
): Promise<OutputOf<'paymentMethods.listOpenChanges'>> {
  const changes = await records.listChanges();
  return changes
    .filter(
      (change) =>
        (workspaceIds === null || workspaceIds.includes(change.workspaceId)) &&
        (customerId === null || customerId === change.customerId),
    )
    .map(({ replacementId: _replacement, shadows: _shadows, ...change }) => ({
      ...change,
      isRunning: running.has(change.id),
    }));
}
