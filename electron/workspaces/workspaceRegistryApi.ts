import type { DocumentPolicy } from '../../shared/domain/documents.ts';
import type { MailLanguage, MailTemplate, MailTemplateKind } from '../../shared/domain/mailTemplates.ts';
import type { Settings } from '../../shared/ipc/schemas/app.ts';
import type { Permission, Traffic, Workspace, WorkspaceColor } from '../../shared/ipc/schemas/workspaces.ts';

/** What is kept about a workspace in the profile's settings file: never the key itself. */
export interface WorkspaceRecord {
  id: string;
  name: string;
  color: WorkspaceColor;
  livemode: boolean;
  accountId: string;
  country: string | null;
  defaultCurrency: string | null;
  timeZone: string;
  /** API origin of this connection; null is Stripe itself. */
  apiBase: string | null;
  keyType: Workspace['keyType'];
  /** Base64 of the key sealed by the operating system; null when it is not kept. */
  sealedKey: string | null;
  permissions: Permission[];
  /** Which documents are fetched ahead; absent: none. */
  documentPolicy?: DocumentPolicy;
  /** What somebody chose for the requests of this account; absent: the usual. */
  traffic?: Traffic;
  /** Somebody paused its sync. */
  syncPaused?: true;
  /** Set for workspaces of the sample office. */
  sample: { officeId: string; accountIndex: number } | null;
}

/** A sample office: same size, seed and anchor give the same bytes. */
export interface SampleOfficeRecord {
  id: string;
  size: 'S' | 'M' | 'L' | 'XL';
  seed: number;
  anchor: string;
  accounts: number;
}

/** An e-mail that a person wrote in place of the standard one of its kind and language. */
export interface OwnMailTemplate extends MailTemplate {
  kind: MailTemplateKind;
  language: MailLanguage;
}

export interface WorkspaceRegistry {
  /** Random id of this installation, part of every idempotency key. */
  readonly installationId: string;
  list(): WorkspaceRecord[];
  get(id: string): WorkspaceRecord;
  save(record: WorkspaceRecord): void;
  remove(id: string): void;
  listSampleOffices(): SampleOfficeRecord[];
  saveSampleOffice(record: SampleOfficeRecord): void;
  removeSampleOffice(id: string): void;
  getSettings(): Settings;
  saveSettings(settings: Settings): void;
  /** E-mails that people wrote in place of the standard ones. */
  listMailTemplates(): OwnMailTemplate[];
  saveMailTemplates(templates: OwnMailTemplate[]): void;
}
