/** Kinds of cached or stored things; `cache.changed` names them and queries say which they read. */
export const resources = [
  'workspaces',
  'settings',
  'sync',
  'customers',
  'invoices',
  'creditNotes',
  'paymentMethods',
  'payments',
  'subscriptions',
  'taxIds',
  'pendingEdits',
  'documents',
  'exports',
  'runs',
  'jobs',
  'audit',
] as const;
export type Resource = (typeof resources)[number];

/** A query may be repeated at will and is refreshed when a resource it reads changes; a command changes something. */
export type MethodSpec = { kind: 'query'; reads: readonly Resource[] } | { kind: 'command' };

const command = { kind: 'command' } as const;
function query<const Reads extends readonly Resource[]>(...reads: Reads): { kind: 'query'; reads: Reads } {
  return { kind: 'query', reads };
}

/** THE table: everything the renderer can ask of the main process. Schemas, services, preload and client follow it. */
export const methods = {
  'app.getInfo': query('settings'),
  'settings.get': query('settings'),
  'settings.update': command,
  'links.openExternal': command,
  'links.openInStripe': command,

  'workspaces.list': query('workspaces'),
  'workspaces.inspectKey': command,
  'workspaces.connect': command,
  'workspaces.createSample': command,
  'workspaces.update': command,
  'workspaces.replaceKey': command,
  'workspaces.testPermissions': command,
  'workspaces.setTraffic': command,
  'workspaces.disconnect': command,

  'sync.getStatus': query('sync'),
  'sync.start': command,
  'sync.pause': command,
  'sync.resume': command,
  'sync.cancel': command,
  'sync.getHealth': query('sync', 'workspaces', 'documents'),

  'search.query': query('customers', 'invoices'),

  'today.get': query(
    'settings',
    'workspaces',
    'sync',
    'customers',
    'invoices',
    'subscriptions',
    'taxIds',
    'payments',
    'pendingEdits',
  ),

  'customers.list': query('settings', 'customers', 'invoices', 'subscriptions', 'taxIds', 'pendingEdits'),
  'customers.listCountries': query('customers'),
  'customers.get': query(
    'settings',
    'customers',
    'invoices',
    'subscriptions',
    'taxIds',
    'paymentMethods',
    'workspaces',
    'pendingEdits',
  ),
  'customers.refresh': command,
  'customers.previewUpdate': command,
  'customers.update': command,

  'pendingEdits.list': query('pendingEdits'),
  'pendingEdits.send': command,
  'pendingEdits.withdraw': command,

  'invoices.list': query('invoices', 'customers', 'documents'),
  'invoices.sum': query('invoices'),
  'invoices.get': query('invoices', 'creditNotes', 'documents'),
  'invoices.refresh': command,
  'invoices.getHostedLink': command,
  'invoices.listHostedLinks': command,
  'invoices.prepareAction': command,
  'invoices.act': command,
  'invoices.previewCreditNote': command,
  'invoices.createCreditNote': command,

  'payments.prepare': command,
  'payments.collect': command,
  'payments.collectMany': command,
  'payments.listAttempts': query('payments'),
  'payments.settle': command,
  'payments.listRuns': query('payments', 'runs', 'jobs'),
  'subscriptions.resume': command,

  'reminders.plan': query('invoices', 'customers', 'payments'),
  'reminders.send': command,
  'reminders.listRuns': query('runs', 'invoices', 'jobs'),

  'paymentMethods.prepareRemoval': command,
  'paymentMethods.remove': command,
  'paymentMethods.prepareDefault': command,
  'paymentMethods.setDefault': command,
  'paymentMethods.listMandates': query('paymentMethods'),
  'paymentMethods.listOpenChanges': query('audit'),
  'paymentMethods.resumeChange': command,
  'paymentMethods.leaveChange': command,
  'paymentMethods.createSetupLink': command,
  'paymentMethods.listSetupLinks': query('audit'),
  'paymentMethods.followSetupLinks': command,
  'paymentMethods.forgetSetupLink': command,
  'paymentMethods.listExpiring': query('customers', 'invoices', 'subscriptions', 'paymentMethods'),

  'portal.list': query('workspaces'),
  'portal.refresh': command,
  'portal.prepare': command,
  'portal.createLink': command,

  'mail.listTemplates': query('settings'),
  'mail.saveTemplate': command,
  'mail.resetTemplate': command,
  'mail.saveDraft': command,

  'documents.open': command,
  'documents.saveAs': command,
  'documents.print': command,
  'documents.getUsage': query('documents'),
  'documents.getStatus': query('documents', 'settings', 'workspaces'),
  'documents.setPolicy': command,
  'documents.fetchNow': command,
  'documents.isKept': query('documents', 'invoices', 'creditNotes'),
  'documents.keep': command,

  'exports.chooseDirectory': command,
  'exports.plan': command,
  'exports.start': command,
  'exports.resume': command,
  'exports.list': query('exports'),
  'exports.showInFolder': command,

  'jobs.list': query('jobs'),
  'jobs.cancel': command,

  'audit.list': query('audit'),
  'audit.verify': query('audit'),
} as const satisfies Record<string, MethodSpec>;

export type MethodName = keyof typeof methods;
export type QueryName = {
  [Name in MethodName]: (typeof methods)[Name]['kind'] extends 'query' ? Name : never;
}[MethodName];
export type CommandName = Exclude<MethodName, QueryName>;

/** Events announce facts and never steer. */
export const eventNames = ['cache.changed', 'sync.progress', 'job.progress', 'workspace.changed'] as const;
export type EventName = (typeof eventNames)[number];

/** Channel of a method or event: ours only, told apart from anything a library might open. */
export function channelOf(name: MethodName | EventName): string {
  return `kantoor:${name}`;
}
