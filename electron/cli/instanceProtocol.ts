import { z } from 'zod';
import { appErrorCodes } from '../../shared/errors/appError.ts';
import { invocation } from './commandRequest.ts';

/** What another process of the same profile asks the running instance. Closing the connection cancels. */
export const instanceRequest = z.discriminatedUnion('kind', [
  /** A second start: show the window. */
  z.strictObject({ kind: z.literal('activate'), workspace: z.string().max(200).nullable() }),
  z.strictObject({ kind: z.literal('run'), invocation }),
]);
export type InstanceRequest = z.infer<typeof instanceRequest>;

const conflictField = z.strictObject({
  field: z.string(),
  base: z.string().nullable(),
  theirs: z.string().nullable(),
  mine: z.string().nullable(),
});

const failure = z.strictObject({
  code: z.enum(appErrorCodes),
  message: z.string(),
  reference: z.string().nullable(),
  fields: z.array(conflictField).optional(),
});
export type Failure = z.infer<typeof failure>;

const progress = z.strictObject({
  label: z.string(),
  done: z.number(),
  expected: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type Progress = z.infer<typeof progress>;

export const instanceAnswer = z.discriminatedUnion('kind', [
  /** `hasWindow` is false while a command line run owns the profile. */
  z.strictObject({ kind: z.literal('activated'), hasWindow: z.boolean() }),
  z.strictObject({ kind: z.literal('progress'), progress }),
  z.strictObject({ kind: z.literal('done'), value: z.unknown(), exitCode: z.int() }),
  z.strictObject({ kind: z.literal('failed'), failure, exitCode: z.int() }),
]);
export type InstanceAnswer = z.infer<typeof instanceAnswer>;
