import { z } from 'zod';
import { count, empty, longText, shortText, unixSeconds, workspaceId } from './primitives.ts';

export const workspaceColors = [
  'blue',
  'teal',
  'green',
  'orange',
  'red',
  'grape',
  'violet',
  'cyan',
  'pink',
  'gray',
] as const;
const color = z.enum(workspaceColors);

/** `slug` is Stripe's permission name; `granted` is null where it could not be found out. */
const permission = z.strictObject({ permission: z.string(), granted: z.boolean().nullable() });
export type Permission = z.infer<typeof permission>;

/** Parts of Kantoor that a missing permission switches off. */
export const features = [
  'customers',
  'invoices',
  'creditNotes',
  'subscriptions',
  'paymentMethods',
  'catchUp',
  'receipts',
  'editCustomers',
  'collect',
  'mandates',
  'resumeSubscriptions',
  'editPaymentMethods',
  'portal',
  'credit',
  'setupLinks',
  'portalLinks',
] as const;

/** What the requests of an account may take. *Units*: limits in requests per second; null = the usual ones. */
const traffic = z.strictObject({
  limits: z.strictObject({ perEndpoint: z.int(), overall: z.int(), concurrency: z.int() }).nullable(),
  /** Desktops that work with the account and share its reads. */
  desktops: z.int().min(1).max(100),
});
export type Traffic = z.infer<typeof traffic>;

const workspace = z.strictObject({
  id: workspaceId,
  name: shortText,
  color,
  livemode: z.boolean(),
  sample: z.boolean(),
  accountId: z.string(),
  country: z.string().nullable(),
  defaultCurrency: z.string().nullable(),
  timeZone: z.string(),
  /** Where the key lies: sealed in the OS vault, in memory until quit, nowhere (must be entered again), or not needed (sample). */
  keyStorage: z.enum(['vault', 'session', 'missing', 'sample']),
  keyType: z.enum(['restricted', 'secret', 'organization', 'sample']),
  /** `refused`: Stripe said the key is revoked or expired. */
  keyState: z.enum(['ok', 'refused', 'missing']),
  permissions: z.array(permission),
  featuresOff: z.array(z.enum(features)),
  customers: count,
  invoices: count,
  /** When the cache was last known to match Stripe; null before the first sync. */
  asOf: unixSeconds.nullable(),
  /** Since when Stripe cannot be reached; null while it can. */
  offlineSince: unixSeconds.nullable(),
});
export type Workspace = z.infer<typeof workspace>;
export type WorkspaceColor = (typeof workspaceColors)[number];
export type Feature = (typeof features)[number];

const keyInspection = z.strictObject({
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  country: z.string().nullable(),
  timeZone: z.string().nullable(),
  livemode: z.boolean(),
  keyType: z.enum(['restricted', 'secret', 'organization']),
  /** A full secret key works but can do more than Kantoor needs. */
  warnings: z.array(z.enum(['secretKey', 'timeZoneUnknown', 'vaultUnavailable'])),
  permissions: z.array(permission),
  featuresOff: z.array(z.enum(features)),
  alreadyConnectedAs: shortText.nullable(),
});
export type KeyInspection = z.infer<typeof keyInspection>;

/** The key goes in and never comes out: a contract test walks every output schema. */
const stripeKey = z.string().trim().min(8).max(500);

export const workspaceSchemas = {
  'workspaces.list': { input: empty, output: z.array(workspace) },
  'workspaces.inspectKey': { input: z.strictObject({ key: stripeKey }), output: keyInspection },
  'workspaces.connect': {
    input: z.strictObject({
      key: stripeKey,
      name: shortText.min(1),
      color: color.nullable(),
      timeZone: shortText.nullable(),
      sessionOnly: z.boolean(),
    }),
    output: workspace,
  },
  'workspaces.createSample': {
    input: z.strictObject({
      size: z.enum(['S', 'M', 'L', 'XL']),
      accounts: z.int().min(1).max(20),
      seed: z.int().min(0).max(2_147_483_647).nullable(),
      anchor: z.string().length(10).nullable(),
    }),
    output: z.strictObject({
      id: z.string(),
      name: z.string(),
      size: z.enum(['S', 'M', 'L', 'XL']),
      seed: z.int(),
      anchor: z.string(),
      workspaces: z.array(z.strictObject({ id: workspaceId, name: shortText })),
    }),
  },
  'workspaces.update': {
    input: z.strictObject({
      id: workspaceId,
      name: shortText.min(1),
      color,
      timeZone: shortText,
    }),
    output: workspace,
  },
  'workspaces.replaceKey': {
    input: z.strictObject({ id: workspaceId, key: stripeKey, sessionOnly: z.boolean() }),
    output: workspace,
  },
  'workspaces.testPermissions': { input: z.strictObject({ id: workspaceId }), output: workspace },
  'workspaces.setTraffic': {
    input: z.strictObject({ id: workspaceId, ...traffic.shape }),
    output: empty,
  },
  'workspaces.disconnect': {
    input: z.strictObject({ id: workspaceId, deleteDocuments: z.boolean() }),
    output: z.strictObject({ id: workspaceId }),
  },
};

/** Steps of a sync in the order in which they run. */
export const syncPhases = [
  'idle',
  'connecting',
  'openInvoices',
  'customers',
  'subscriptions',
  'history',
  'creditNotes',
  'catchUp',
  'paused',
  'cancelled',
] as const;

/** Why everything was read: the first time, asked for, or because the event feed no longer reaches back to the last sync. */
export const walkReasons = ['first', 'asked', 'rightsChanged', 'cursorTooOld', 'feedLost'] as const;
const fullWalk = z.strictObject({
  reason: z.enum(walkReasons),
  begunAt: unixSeconds,
  /** Null while it is under way. */
  endedAt: unixSeconds.nullable(),
});
export type FullWalk = z.infer<typeof fullWalk>;

const syncStatus = z.strictObject({
  workspaceId,
  phase: z.enum(syncPhases),
  /** Objects read in this run and how many it is expected to read; null while unknown. */
  done: count,
  expected: count.nullable(),
  secondsLeft: count.nullable(),
  objectsPerSecond: z.number().nullable(),
  requests: count,
  retries: count,
  /** No known gap. */
  complete: z.boolean(),
  /** The oldest issue date down to which the history is complete; null when everything is here or nothing yet. */
  completeBackTo: unixSeconds.nullable(),
  asOf: unixSeconds.nullable(),
  /** The last time everything was read; null before the first sync. */
  walk: fullWalk.nullable(),
  /** When open and young invoices were last compared with Stripe. */
  reconciledAt: unixSeconds.nullable(),
  offlineSince: unixSeconds.nullable(),
  lastError: z
    .strictObject({ code: z.string(), message: longText, reference: z.string().nullable(), at: unixSeconds })
    .nullable(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

const perSecond = z.number().min(0);

/** How an account's data is kept up to date and what that costs: nothing in it is of a customer. */
const accountHealth = z.strictObject({
  workspaceId,
  /** When the newest event known was made, by Stripe's clock. */
  lastEventAt: unixSeconds.nullable(),
  /** When the event feed was last asked. */
  eventsAskedAt: unixSeconds.nullable(),
  /** The key may not read events: changes are looked for in lists. */
  withoutEvents: z.boolean(),
  reads: z.strictObject({
    today: count,
    /** Of the last 30 days. */
    used: count,
    /** Reads that this desktop may use in 30 days; null where they cost nothing because the server is on this machine. */
    budget: count.nullable(),
    /** Days with reads, oldest first. *Units*: `day` in days since 1970-01-01 UTC. */
    days: z.array(z.strictObject({ day: count, reads: count })).max(100),
  }),
  traffic,
  /** Since the start of Kantoor; null while there is no key to ask with. */
  requests: z
    .strictObject({
      sent: count,
      repeated: count,
      /** 429 answers by Stripe's reason. */
      refusals: z.array(z.strictObject({ reason: z.string(), count })),
      pace: z.strictObject({
        perEndpoint: perSecond.nullable(),
        overall: perSecond.nullable(),
        concurrency: count,
        slowed: z.array(
          z.strictObject({ endpoint: z.string(), perSecond: perSecond.nullable(), concurrency: count }),
        ),
      }),
      /** Newest first. */
      troubles: z.array(
        z.strictObject({
          at: unixSeconds,
          endpoint: z.string(),
          status: z.int().nullable(),
          code: z.string(),
          requestId: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Kinds that the key was not allowed to read in the last run. */
  skipped: z.array(z.string()),
  storage: z.strictObject({
    /** Files that all accounts share. */
    cacheBytes: count,
    workspaceDatabaseBytes: count,
    documents: count,
    documentBytes: count,
  }),
});
export type AccountHealth = z.infer<typeof accountHealth>;

const whichWorkspace = z.strictObject({ workspaceId: workspaceId.nullable() });

export const syncSchemas = {
  'sync.getStatus': { input: empty, output: z.array(syncStatus) },
  'sync.start': {
    input: z.strictObject({ workspaceId: workspaceId.nullable(), full: z.boolean() }),
    output: empty,
  },
  'sync.pause': { input: whichWorkspace, output: empty },
  'sync.resume': { input: whichWorkspace, output: empty },
  'sync.cancel': { input: whichWorkspace, output: empty },
  'sync.getHealth': { input: z.strictObject({ workspaceId }), output: accountHealth },
};
