/**
 * The fields of Stripe's JSON that the cache maps to columns (API 2026-10-28.endive). Everything else stays in the
 * raw JSON, unread. An expandable field is an id or the object.
 */
export type Expandable = string | { id: string } | null | undefined;

export interface StripeObject {
  id: string;
  object?: string;
  created?: number;
  deleted?: boolean;
}

interface LineJson {
  description?: string | null;
}

export interface InvoiceJson extends StripeObject {
  created: number;
  number: string | null;
  status: string | null;
  customer: Expandable;
  customer_name: string | null;
  customer_email: string | null;
  customer_address: { city?: string | null } | null;
  customer_tax_ids?: { value: string | null }[] | null;
  currency: string;
  subtotal: number;
  total: number;
  total_taxes?: { amount: number }[] | null;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  effective_at: number | null;
  status_transitions: { finalized_at: number | null };
  due_date: number | null;
  collection_method: string | null;
  attempted: boolean;
  attempt_count: number;
  description?: string | null;
  lines?: { data: LineJson[]; has_more: boolean };
}

export interface TaxIdJson extends StripeObject {
  type: string;
  value: string;
  customer?: Expandable;
  verification: { status: string } | null;
}

export interface CustomerJson extends StripeObject {
  created: number;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  address?: { city?: string | null; country?: string | null } | null;
  tax_ids?: { data: TaxIdJson[]; has_more: boolean } | undefined;
  invoice_settings?: {
    default_payment_method?: string | { card?: { exp_month: number; exp_year: number } | null } | null;
  } | null;
}

/** Subscription, credit note, payment method, invoice payment or tax id. */
export interface RelatedJson extends StripeObject {
  customer?: Expandable;
  invoice?: Expandable;
  status?: string | null;
  status_details?: { paused?: { subscription?: { type?: string | null } | null } | null } | null;
  verification?: { status: string } | null;
  /** Of a payment of an invoice. */
  payment?: { payment_intent?: string | { status?: string } | null } | null;
  value?: string;
  effective_at?: number | null;
  pdf?: string | null;
}

/** Id of an expandable field. */
export function idOf(reference: Expandable): string | null {
  if (typeof reference === 'string') return reference;
  return reference?.id ?? null;
}
