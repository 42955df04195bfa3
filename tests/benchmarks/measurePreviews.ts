import type { Page } from '@playwright/test';

const documents = 8;
const rounds = 3;

/** Clicks an invoice of the open customer page; milliseconds to the painted page with its text. */
async function openDocument(page: Page, index: number): Promise<number> {
  await page.evaluate(() => {
    for (const former of document.querySelectorAll('.pdfViewer .page'))
      former.setAttribute('data-former', '');
    const painted = new Promise<number>((resolve) => {
      let clickedMs = 0;
      document.addEventListener('click', ({ timeStamp }) => (clickedMs = timeStamp), {
        capture: true,
        once: true,
      });
      const observer = new MutationObserver(() => {
        // pdf.js writes the text above a page once the page itself is painted.
        if (!document.querySelector('.pdfViewer .page:not([data-former]) .textLayer span')) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - clickedMs);
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true });
    });
    Object.assign(window, { painted });
  });
  await page.getByRole('main').getByRole('grid').last().getByRole('row').nth(index).click();
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

/** Opens the invoices of the first customer in the list one after the other, all of them stored by then. */
export async function measurePreviews(page: Page): Promise<number[]> {
  await page.getByRole('gridcell').first().dblclick();
  await page.getByRole('main').getByRole('row').nth(documents).waitFor();
  const durations: number[] = [];
  for (let round = 0; round <= rounds; round += 1)
    for (let index = 1; index <= documents; index += 1) {
      const elapsedMs = await openDocument(page, index);
      // The first round brings the documents in.
      if (round > 0) durations.push(elapsedMs);
    }
  return durations;
}
