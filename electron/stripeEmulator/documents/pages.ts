/** What a page answers: HTML, or the way to another address. */
export type PageAnswer = { status: number; html: string } | { redirect: string };

export function page(title: string, body: string, status = 200): PageAnswer {
  return {
    status,
    html:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
      '<meta name="viewport" content="width=device-width"></head>' +
      `<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`,
  };
}

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

export function table(rows: readonly (readonly [string, string | null])[]): string {
  const cells = rows
    .map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value ?? '')}</td></tr>`)
    .join('');
  return `<table>${cells}</table>`;
}

export type Input =
  | { kind: 'hidden' | 'text'; name: string; label?: string; value: string }
  | { kind: 'choice'; name: string; label: string; options: readonly (readonly [string, string])[] };

/** A form that posts to its own address. */
export function form(submit: string, inputs: readonly Input[]): string {
  return `<form method="post">${inputs.map(inputHtml).join('')}<p><button>${escapeHtml(submit)}</button></p></form>`;
}

function inputHtml(input: Input): string {
  const name = escapeHtml(input.name);
  if (input.kind === 'choice') {
    const options = input.options
      .map(([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`)
      .join('');
    return `<p><label>${escapeHtml(input.label)} <select name="${name}">${options}</select></label></p>`;
  }
  const field = `<input type="${input.kind}" name="${name}" value="${escapeHtml(input.value)}">`;
  return input.kind === 'hidden'
    ? field
    : `<p><label>${escapeHtml(input.label ?? input.name)} ${field}</label></p>`;
}

export function link(url: string, text: string): string {
  return `<p><a href="${escapeHtml(url)}">${escapeHtml(text)}</a></p>`;
}

export function expiredPage(account: string): PageAnswer {
  return page(
    'This link has expired',
    paragraph(`For your security, links to invoices work for a limited time. Ask ${account} for a new one.`),
  );
}

export function unknownPage(detail = 'There is nothing at this address.', status = 404): PageAnswer {
  return page('Page not found', paragraph(detail), status);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
