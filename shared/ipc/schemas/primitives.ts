import { z } from 'zod';
import { documentKinds } from '../../domain/documents.ts';
import { isDay } from '../../domain/dates.ts';

/** Limits keep a misbehaving caller from making the main process work without end. */
export const shortText = z.string().max(200);
export const longText = z.string().max(5000);
export const workspaceId = z.string().min(1).max(64);
export const stripeId = z.string().min(1).max(255);
export const currency = z.string().length(3);
export const unixSeconds = z.int().min(0);
export const day = z.string().length(10).refine(isDay, 'not a day of the calendar (YYYY-MM-DD)');
export const count = z.int().min(0);
export const documentKind = z.enum(documentKinds);
export const money = z.strictObject({ amount: z.int(), currency });
export const empty = z.strictObject({});

/** Null means every workspace. */
export const workspaceIds = z.array(workspaceId).max(50).nullable();
export const sortDirection = z.enum(['asc', 'desc']);
export const offset = z.int().min(0).max(10_000_000);
export const pageLimit = z.int().min(1).max(500);
export const jobStarted = z.strictObject({ jobId: z.string() });
