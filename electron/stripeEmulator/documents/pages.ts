import type { InvoiceObject } from '../objects/invoice.ts';

function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<meta name="viewport" content="width=device-width"></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
  );
}

export function expiredPage(account: string): string {
  return page(
    'This link has expired',
    `<p>For your security, links to invoices work for a limited time. Ask ${escapeHtml(account)} for a new one.</p>`,
  );
}

export function unknownPage(detail = 'There is nothing at this address.'): string {
  return page('Page not found', `<p>${escapeHtml(detail)}</p>`);
}

/** Behind the portal's log-in page and its sessions. */
export function portalPage(): string {
  return page(
    'Customer portal',
    '<p>This is the sample office. In a real account customers pay invoices and change their details here.</p>',
  );
}

/** What a customer sees behind the hosted link. */
export function invoicePage(invoice: InvoiceObject): string {
  const rows = [
    ['From', invoice.account_name],
    ['To', invoice.customer_name],
    ['Status', invoice.status],
    ['Amount due (minor units)', `${invoice.currency.toUpperCase()} ${invoice.amount_remaining}`],
  ];
  const cells = rows
    .map(([name, value]) => `<tr><th>${escapeHtml(name ?? '')}</th><td>${escapeHtml(value ?? '')}</td></tr>`)
    .join('');
  const pdf = invoice.invoice_pdf
    ? `<p><a href="${escapeHtml(invoice.invoice_pdf)}">Download the invoice (PDF)</a></p>`
    : '';
  return page(`Invoice ${invoice.number ?? ''}`, `<table>${cells}</table>${pdf}`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
