import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createPdfRenderer } from '../../electron/stripeEmulator/pdf/createPdfRenderer.ts';
import { fontFiles, createFontReader } from '../../electron/stripeEmulator/pdf/fonts.ts';
import type { Wire } from '../../electron/stripeEmulator/wire.ts';
import {
  buildAddress,
  buildCharge,
  buildCreditNote,
  buildCustomer,
  buildDiscount,
  buildInvoice,
  buildLine,
  buildLines,
  buildTax,
  findTaxRate,
  issuer,
} from './stripeEmulatorPdfBuilders.ts';

const readFont = createFontReader(import.meta.url);
const renderer = createPdfRenderer({ readFont, findTaxRate });

interface ReadPdf {
  readonly pages: string[];
  readonly text: string;
  readonly language: string;
  readonly title: string;
  readonly size: number[];
}

/** Reads a PDF as the app's viewer does; non-breaking spaces become plain ones. */
async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  let size: number[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    size = page.view;
    pages.push(
      items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('')
        .replaceAll(/[\u00a0\u202f]/gu, ' '),
    );
  }
  const info: Record<string, unknown> = { ...(await pdf.getMetadata()).info };
  await pdf.loadingTask.destroy();
  return {
    pages,
    text: pages.join('\n'),
    language: String(info['Language']),
    title: String(info['Title']),
    size,
  };
}

async function readInvoice(overrides: Partial<Wire<Stripe.Invoice>>): Promise<ReadPdf> {
  return readPdf(await renderer.renderInvoice(buildInvoice(overrides), issuer));
}

describe('An invoice as PDF', () => {
  it('names issuer, customer, number, dates, lines, tax and totals on one A4 page', async () => {
    const { text, pages, size, title, language } = await readInvoice({
      total_taxes: [buildTax('txr_9', 2250, 25_000)],
      footer: 'IBAN NL91 ABNA 0417 1643 00',
    });
    expect(pages).toHaveLength(1);
    expect(size).toEqual([0, 0, 595.28, 841.89]);
    expect([title, language]).toEqual(['Factuur KAAS-0001', 'nl']);
    for (const part of [
      'Kaasboer Groothandel B.V.',
      'Btw-nummer NL000099998B57',
      'Restaurant De Gouden Lepel',
      '3511 AB Utrecht',
      'Btw-nummer NL123456789B01',
      '1 november 2026',
      '15 november 2026',
      'Oude kaas, 12 kg',
      '€ 125,00',
      'Btw 9% over € 250,00',
      '€ 22,50',
      '€ 272,50',
      'IBAN NL91 ABNA 0417 1643 00',
      'Pagina 1 van 1',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('asks for payment with amount, date and number while it is open', async () => {
    const { text } = await readInvoice({ amount_paid: 10_000, amount_remaining: 17_250 });
    expect(text).toContain(
      'Betaal € 172,50 uiterlijk op 15 november 2026 onder vermelding van factuurnummer KAAS-0001.',
    );
    expect(text).toMatch(/Betaald\s+€ 100,00/u);
    expect(text).toMatch(/Nog te betalen\s+€ 172,50/u);
  });

  it('says that the payment method on file is charged when nobody has to transfer', async () => {
    const { text } = await readInvoice({ collection_method: 'charge_automatically', due_date: null });
    expect(text).toContain('€ 272,50 wordt automatisch geïncasseerd');
    expect(text).not.toContain('Vervaldatum');
  });

  it('is marked when it is paid or void and asks for nothing then', async () => {
    const paid = await readInvoice({ status: 'paid', amount_paid: 27_250, amount_remaining: 0 });
    const voided = await readInvoice({ status: 'void' });
    const open = await readInvoice({});
    expect(paid.text).toContain('BETAALD');
    expect(voided.text).toContain('VERVALLEN');
    expect(paid.text + voided.text).not.toContain('uiterlijk');
    expect(open.text).not.toMatch(/BETAALD|VERVALLEN/u);
  });

  it('breaks the tax down per rate', async () => {
    const { text } = await readInvoice({
      total_taxes: [buildTax('txr_21', 2100, 10_000), buildTax('txr_9', 1350, 15_000)],
    });
    expect(text).toMatch(/Btw 21% over € 100,00\s+€ 21,00/u);
    expect(text).toMatch(/Btw 9% over € 150,00\s+€ 13,50/u);
  });

  it('states the reverse charge in the language of the customer', async () => {
    const tax = { ...buildTax('txr_0', 0, 25_000), taxability_reason: 'reverse_charge' };
    const { text } = await readInvoice({
      customer: buildCustomer(['de-AT', 'en']),
      customer_tax_exempt: 'reverse',
      total_taxes: [tax],
    });
    expect(text).toContain('Steuerschuldnerschaft des Leistungsempfängers');
    expect(text).toContain('USt. 0 % auf 250,00 €');
  });

  it('names the coupon behind a discount', async () => {
    const { text } = await readInvoice({
      total_discount_amounts: [
        { amount: 1250, discount: 'di_1' },
        { amount: 300, discount: buildDiscount('Winteractie') },
      ],
    });
    expect(text).toMatch(/Korting\s+-€ 12,50/u);
    expect(text).toMatch(/Korting \(Winteractie\)\s+-€ 3,00/u);
  });

  it('goes on over as many pages as 250 lines need, with the table header on each', async () => {
    const lines = Array.from({ length: 250 }, (_, index) =>
      buildLine({ description: `Kaas nummer ${index + 1}.` }),
    );
    const { pages, text } = await readInvoice({ lines: buildLines(lines) });
    expect(pages.length).toBeGreaterThan(4);
    for (let number = 1; number <= 250; number += 1) expect(text).toContain(`Kaas nummer ${number}.`);
    pages.forEach((page, index) => {
      expect(page).toContain(`Pagina ${index + 1} van ${pages.length}`);
    });
    expect(pages[1]).toContain('Omschrijving');
  });

  it('refuses to show a part of the lines as the whole', async () => {
    const invoice = buildInvoice({ lines: { ...buildLines([buildLine()]), has_more: true } });
    await expect(renderer.renderInvoice(invoice, issuer)).rejects.toThrow('needs every line');
  });

  it('dates by the calendar of the account', async () => {
    const invoice = buildInvoice();
    const inDubai = await readPdf(
      await renderer.renderInvoice(invoice, { ...issuer, timeZone: 'Asia/Dubai' }),
    );
    const inNewYork = await readPdf(
      await renderer.renderInvoice(invoice, { ...issuer, timeZone: 'America/New_York' }),
    );
    expect(inDubai.text).toContain('1 november 2026');
    expect(inNewYork.text).toContain('31 oktober 2026');
  });

  it.each([
    ['en', 'Invoice number'],
    ['nl', 'Factuurnummer'],
    ['de', 'Rechnungsnummer'],
    ['fr', 'Numéro de facture'],
    ['es', 'Número de factura'],
    ['it', 'Numero fattura'],
    ['sv', 'Fakturanummer'],
    ['pl', 'Numer faktury'],
    ['hu', 'Számlaszám'],
    ['ar', 'رقم الفاتورة'],
    ['he', 'מספר חשבונית'],
    ['da', 'Invoice number'],
  ])('speaks to a customer who prefers %s', async (locale, label) => {
    const { text } = await readInvoice({ customer: buildCustomer([locale]) });
    expect(text).toContain(label);
  });

  it('keeps Arabic words whole, whichever words were drawn before', async () => {
    const { text } = await readInvoice({
      customer: buildCustomer(['ar']),
      customer_name: 'مطعم الياسمين',
      customer_address: buildAddress('KW', 'مدينة الكويت', '13001', 'شارع الخليج العربي'),
      lines: buildLines([buildLine({ description: 'بيت تبت ثابت' })]),
    });
    for (const words of ['مطعم الياسمين', 'شارع الخليج العربي', 'مدينة الكويت', 'بيت تبت ثابت']) {
      expect(text).toContain(words);
    }
  });

  it('leaves out emoji and puts a question mark for letters that it cannot draw', async () => {
    const { text } = await readInvoice({ customer_name: 'Pizzeria 🍕 Ærø 👩🏽‍🍳 1️⃣ 北京' });
    expect(text).toContain('Pizzeria Ærø 1 ??');
  });

  it('survives control characters, broken surrogates and a name of emoji only', async () => {
    const { text } = await readInvoice({
      customer_name: '🍕🍝',
      description: 'line\u0000one\ud800 end',
      lines: buildLines([buildLine({ description: null, quantity: null, pricing: null })]),
    });
    expect(text).toContain('line one end');
  });

  it('can be read whatever people typed', async () => {
    const typed = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(typed, typed, async (name, description) => {
        const lines = buildLines([buildLine({ description })]);
        const { text } = await readInvoice({ customer_name: name, footer: `${description}\n${name}`, lines });
        expect(text).toContain('KAAS-0001');
      }),
      { numRuns: 60 },
    );
  });
});

describe('A credit note as PDF', () => {
  it('refers to the invoice, says why and where the money went', async () => {
    const { text, title } = await readPdf(
      await renderer.renderCreditNote(buildCreditNote(), buildInvoice(), issuer),
    );
    expect(title).toBe('Creditnota KAAS-0001-CN-01');
    expect(text).toMatch(/Factuurnummer\s+KAAS-0001/u);
    expect(text).toMatch(/Reden\s+Product niet naar wens/u);
    expect(text).toMatch(/Totaal gecrediteerd\s+€ 54,50/u);
    expect(text).toMatch(/Terugbetaald\s+€ 54,50/u);
    expect(text).toContain('Eén kaas was beschadigd.');
  });

  it('tells apart what was deducted, refunded, settled elsewhere and kept as balance', async () => {
    const creditNote = buildCreditNote({
      pre_payment_amount: 1000,
      post_payment_amount: 4450,
      out_of_band_amount: 450,
      refunds: [{ amount_refunded: 2000, payment_record_refund: null, refund: 're_1', type: 'refund' }],
    });
    const { text } = await readPdf(await renderer.renderCreditNote(creditNote, buildInvoice(), issuer));
    expect(text).toMatch(/In mindering op het openstaande bedrag\s+€ 10,00/u);
    expect(text).toMatch(/Terugbetaald\s+€ 20,00/u);
    expect(text).toMatch(/Buiten dit systeem gecrediteerd\s+€ 4,50/u);
    expect(text).toMatch(/Bijgeschreven op uw saldo\s+€ 20,00/u);
  });
});

describe('A receipt as PDF', () => {
  it('says what was paid, when and how', async () => {
    const { text, title } = await readPdf(
      await renderer.renderReceipt(buildCharge(), buildInvoice(), issuer),
    );
    expect(title).toBe('Kwitantie 2345-6789');
    expect(text).toContain('Visa eindigend op 4242');
    expect(text).toMatch(/Betaald op\s+6 november 2026/u);
    expect(text).toMatch(/Betaald\s+€ 272,50/u);
  });

  it('shows what was paid back', async () => {
    const charge = buildCharge({ amount_refunded: 5450 });
    const { text } = await readPdf(await renderer.renderReceipt(charge, buildInvoice(), issuer));
    expect(text).toMatch(/Terugbetaald\s+-€ 54,50/u);
  });
});

describe('The bytes of a document', () => {
  it('are the same for the same invoice, whatever was drawn before', async () => {
    const invoice = buildInvoice({ customer_name: 'Café Żółć Őrség', description: 'شكرًا' });
    const used = createPdfRenderer({ readFont, findTaxRate });
    const first = await used.renderInvoice(invoice, issuer);
    await used.renderInvoice(
      buildInvoice({ customer_name: 'Élève à l’œuvre', footer: 'ÀÉÎÕÜ ثابت' }),
      issuer,
    );
    const again = await used.renderInvoice(invoice, issuer);
    const fresh = await createPdfRenderer({ readFont, findTaxRate }).renderInvoice(invoice, issuer);
    expect(Buffer.compare(again, first)).toBe(0);
    expect(Buffer.compare(fresh, first)).toBe(0);
  });

  it('carry the fonts they use and nothing else', async () => {
    const asked = new Set<string>();
    const frugal = createPdfRenderer({
      readFont: (name) => {
        asked.add(name);
        return readFont(name);
      },
      findTaxRate,
    });
    const latin = await frugal.renderInvoice(buildInvoice(), issuer);
    expect([...asked].toSorted()).toEqual(['latn-bold', 'latn-regular']);
    expect(latin.length).toBeLessThan(30_000);
    await frugal.renderInvoice(buildInvoice({ customer: buildCustomer(['he']), footer: 'شكرًا' }), issuer);
    expect([...asked]).toEqual(expect.arrayContaining(['hebr-bold', 'arab-regular']));
    expect(Object.keys(fontFiles)).toEqual(expect.arrayContaining([...asked]));
  });
});
