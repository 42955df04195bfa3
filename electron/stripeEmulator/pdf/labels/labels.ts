/** Every word that a document prints by itself; `{…}` is filled in. */
export interface Labels {
  readonly invoice: string;
  readonly creditNote: string;
  readonly receipt: string;
  readonly invoiceNumber: string;
  readonly creditNoteNumber: string;
  readonly receiptNumber: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly paidOn: string;
  readonly period: string;
  readonly billTo: string;
  readonly vatId: string;
  readonly taxId: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly tax: string;
  readonly amount: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly shipping: string;
  readonly totalExcludingTax: string;
  readonly taxOn: string;
  readonly taxIncludedIn: string;
  readonly taxExempt: string;
  readonly total: string;
  readonly balanceApplied: string;
  readonly creditNotes: string;
  readonly amountDue: string;
  readonly amountPaid: string;
  readonly amountRemaining: string;
  readonly paid: string;
  readonly void: string;
  readonly payBy: string;
  readonly payOnReceipt: string;
  readonly collectedAutomatically: string;
  readonly reverseCharge: string;
  readonly totalCredited: string;
  readonly deductedFromInvoice: string;
  readonly refunded: string;
  readonly creditedToBalance: string;
  readonly creditedElsewhere: string;
  readonly reason: string;
  readonly reasons: Readonly<
    Record<'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory', string>
  >;
  readonly paymentMethod: string;
  readonly methodEndingIn: string;
  readonly page: string;
}
