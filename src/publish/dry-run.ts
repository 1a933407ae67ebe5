import type { Draft } from '../plan/draft.ts';
import { toPlan } from '../plan/plan.ts';
import type { Report } from '../report/report.ts';
import type { Request } from '../request/request.ts';
import { differences, toDiff } from '../settings/difference.ts';
import type { Settings } from '../settings/settings.ts';
import { isUnknown, type Look, type Unknown } from './look.ts';
import { nameRepository } from './transaction.ts';

/** Says what would be done, as far as the registry could be asked. */
export function explainDryRun(
  request: Request,
  settings: Settings,
  draft: Draft,
  look: Look | Unknown,
  report: Report,
): void {
  const state = isUnknown(look) ? undefined : look;
  report.plan = toPlan(draft, request.repository.name, state);
  if (state?.repository) {
    nameRepository(request, state.repository, report);
    const wrong = differences(settings, { ...state.repository, ...state.attachments });
    if (wrong.length > 0)
      report.notes.push(`The repository differs from its settings:\n${wrong.map(toDiff).join('\n')}`);
  }
  report.notPushed = isUnknown(look)
    ? `This is a dry run, without the registry: ${look.unknown}`
    : 'This is a dry run.';
}
