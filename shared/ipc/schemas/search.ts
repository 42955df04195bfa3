import { z } from 'zod';
import { searchFields } from '../../domain/search.ts';
import { money, shortText, workspaceIds } from './primitives.ts';

const searchHit = z.strictObject({
  kind: z.enum(['customer', 'invoice']),
  id: z.string(),
  workspaceId: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  /** What an invoice amounts to; null for a customer. */
  amount: money.nullable(),
  /** Name of the field that matched. */
  matched: z.enum(searchFields),
  /** What stands in that field where title and subtitle do not show it; null where they do. */
  excerpt: z.string().nullable(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchSchemas = {
  'search.query': {
    input: z.strictObject({ query: shortText, workspaceIds, limit: z.int().min(1).max(10_000) }),
    output: z.strictObject({ items: z.array(searchHit), tookMs: z.number() }),
  },
};
