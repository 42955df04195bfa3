import type { Page } from '@playwright/test';

/** What people type when a restaurant calls: names, places, a number, nothing that exists. */
const words = ['bistro', 'trattoria rom', 'muller', 'amsterdam', 'info+4', 'oslo', 'zzz'];

interface Answer {
  total: number;
  firstName: string | null;
}

/** What the list will show for a text, asked apart from the screen. */
function findAnswer(page: Page, query: string): Promise<Answer> {
  return page.evaluate(async (text) => {
    const filter = {
      workspaceIds: null,
      query: text,
      hasOverdue: false,
      suspended: false,
      vatMissing: false,
      hasPendingEdit: false,
      country: null,
      includeDeleted: false,
    };
    const sort = { field: 'name', direction: 'asc' };
    const envelope = await window.kantoorApi.invoke('customers.list', { filter, sort, offset: 0, limit: 1 });
    if (!envelope.ok) throw new Error(envelope.error.message);
    const { total, rows } = envelope.value as { total: number; rows: { name: string | null }[] };
    return { total, firstName: rows[0]?.name ?? null };
  }, query);
}

/** Begins to watch for an answer; what comes back resolves with the milliseconds from the key to the painted rows. */
async function watchForAnswer(page: Page, answer: Answer): Promise<() => Promise<number>> {
  await page.evaluate(({ total, firstName }) => {
    const isShown = (): boolean => {
      const grid = document.querySelector('[role=grid]');
      const cell = grid?.querySelector('[row-index="0"] [role=gridcell]');
      return (
        grid?.getAttribute('aria-rowcount') === String(total + 1) &&
        (firstName === null || cell?.textContent === firstName)
      );
    };
    const painted = new Promise<number>((resolve) => {
      let pressedMs = 0;
      document.addEventListener('keydown', ({ timeStamp }) => (pressedMs = timeStamp), {
        capture: true,
        once: true,
      });
      const observer = new MutationObserver(() => {
        if (pressedMs === 0 || !isShown()) return;
        observer.disconnect();
        // The frame that shows it is over when the task after it begins.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - pressedMs);
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    Object.assign(window, { painted });
  }, answer);
  return () => page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

/** Types words into the search of the open customer list; milliseconds of every key that changes the list. */
export async function measureKeystrokes(page: Page): Promise<number[]> {
  const durations: number[] = [];
  for (const word of words) {
    await page.keyboard.press('/');
    let shown = await findAnswer(page, '');
    for (let length = 1; length <= word.length; length += 1) {
      const text = word.slice(0, length);
      const answer = await findAnswer(page, text.trim());
      const isSame = answer.total === shown.total && answer.firstName === shown.firstName;
      const painted = isSame ? undefined : await watchForAnswer(page, answer);
      await page.keyboard.press(text.at(-1) ?? '');
      if (painted) durations.push(await painted());
      shown = answer;
    }
    const whole = await watchForAnswer(page, await findAnswer(page, ''));
    await page.keyboard.press('Escape');
    await whole();
  }
  return durations;
}
