import {
  checkTemplate,
  mailLanguages,
  mailTemplateKinds,
  standardTemplate,
} from '../../shared/domain/mailTemplates.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import { writeWholeFile } from '../documents/writeWholeFile.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { OwnMailTemplate, WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { composeDraft } from './composeDraft.ts';

export interface MailServiceDeps {
  registry: Pick<WorkspaceRegistry, 'listMailTemplates' | 'saveMailTemplates'>;
  dialogs: {
    saveFile(input: { defaultName: string; defaultDirectory: string | null }): Promise<string | null>;
  };
  publishEvent: PublishEvent;
}

type MailServices = Pick<
  Handlers,
  'mail.listTemplates' | 'mail.saveTemplate' | 'mail.resetTemplate' | 'mail.saveDraft'
>;

/** Use cases around e-mails to customers: the texts, and drafts for the person's own mail program. Kantoor sends nothing. */
export function createMailServices({ registry, dialogs, publishEvent }: MailServiceDeps): MailServices {
  const listOthers = ({ kind, language }: Pick<OwnMailTemplate, 'kind' | 'language'>): OwnMailTemplate[] =>
    registry.listMailTemplates().filter((own) => own.kind !== kind || own.language !== language);

  function save(templates: OwnMailTemplate[]): void {
    registry.saveMailTemplates(templates);
    publishEvent('cache.changed', { workspaceId: null, resources: ['settings'] });
  }

  return {
    async 'mail.listTemplates'() {
      const own = registry.listMailTemplates();
      return mailLanguages.flatMap((language) =>
        mailTemplateKinds.map((kind) => {
          const written = own.find((each) => each.kind === kind && each.language === language);
          return {
            ...(written ?? { kind, language, ...standardTemplate(kind, language) }),
            isOwn: !!written,
          };
        }),
      );
    },
    async 'mail.saveTemplate'(template) {
      const [problem] = checkTemplate(template.kind, template);
      if (problem)
        throw new AppError('invalid_input', 'This text cannot be used as it is. Nothing was saved.', {
          details: { fields: [problem.part], problem: problem.problem, name: problem.name },
        });
      save([...listOthers(template), template]);
      return {};
    },
    async 'mail.resetTemplate'(which) {
      save(listOthers(which));
      return {};
    },
    async 'mail.saveDraft'(mail) {
      // The name tells nothing of the customer: drafts lie about in download folders.
      const file = await dialogs.saveFile({ defaultName: 'draft.eml', defaultDirectory: null });
      if (file !== null) await writeWholeFile(file, await composeDraft(mail), { existing: 'replace' });
      return { file };
    },
  };
}
