import * as l10n from '@vscode/l10n';
import { spokenLanguage } from '../../core/language.ts';
import type { Holder } from './holder.ts';

/** Whom one waits for, for people: `another LexiCLIP (process 4711 on studio, since 14:03:12)`. */
export function describeHolder(holder: Holder | undefined): string {
  if (holder === undefined) return l10n.t('for another LexiCLIP that writes to this collection');
  const since = new Date(holder.since);
  return l10n.t(
    'for another LexiCLIP that writes to this collection (process {process} on {host}, since {time})',
    {
      process: holder.process,
      host: holder.host,
      time: Number.isNaN(since.getTime())
        ? l10n.t('some time')
        : since.toLocaleTimeString(spokenLanguage().tag),
    },
  );
}
