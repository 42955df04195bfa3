import { Notification, type BrowserWindow } from 'electron';

import type { EventHub } from '../ipc/publishEvent.ts';
import { eventSchemas } from '../../shared/ipc/schemas/events.ts';
import { mainTexts, type MainLanguage } from './mainTexts.ts';

interface NotificationParts {
  hub: EventHub;
  window: BrowserWindow;
  language: () => MainLanguage;
}

/** Tells about an export that ended while the person was elsewhere; a click brings the window back. */
export function notifyOfExports({ hub, window, language }: NotificationParts): () => void {
  const running = new Set<string>();
  return hub.subscribe((event, announcement) => {
    if (event !== 'job.progress') return;
    const job = eventSchemas['job.progress'].parse(announcement);
    if (job.kind !== 'export') return;
    if (job.state === 'running') {
      running.add(job.id);
      return;
    }
    if (!running.delete(job.id) || job.state === 'cancelled' || window.isDestroyed() || window.isFocused())
      return;
    const text = mainTexts[language()];
    const notification =
      job.state === 'done'
        ? new Notification({
            title: text.exportDone,
            body: text.exportDoneBody(job.result?.files ?? job.done),
          })
        : new Notification({ title: text.exportFailed, body: text.exportFailedBody });
    notification.on('click', () => window.show());
    notification.show();
  });
}
