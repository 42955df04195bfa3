import { z } from 'zod';
import { resources } from '../methods.ts';
import { job } from './documents.ts';
import { workspaceId } from './primitives.ts';
import { syncSchemas } from './workspaces.ts';

export const eventSchemas = {
  'cache.changed': z.strictObject({
    workspaceId: workspaceId.nullable(),
    resources: z.array(z.enum(resources)),
  }),
  'sync.progress': syncSchemas['sync.getStatus'].output.element,
  'job.progress': job,
  'workspace.changed': z.strictObject({ workspaceId }),
};
