import * as l10n from '@vscode/l10n';
import type { FileWay } from '../../src/protocol/explorer.ts';
import { messageScreen } from './message.ts';

function labelOf(way: FileWay): string {
  switch (way) {
    case 'showMoved':
      return l10n.t('Show Who Moved');
    case 'openFolder':
      return l10n.t('Open Folder in New Window');
    case 'openText':
      return l10n.t('Reopen as Text');
    case 'recompute':
      return l10n.t('Compute Again');
  }
}

/** In the place of a map that cannot be shown: why, and what leads on. */
export function problemScreen(
  message: string,
  ways: readonly FileWay[] = [],
  onWay: (way: FileWay) => void,
): HTMLElement {
  const actions = ways.map((way) => ({ label: labelOf(way), run: () => onWay(way) }));
  return messageScreen(l10n.t('The map cannot be shown'), [message], ...actions);
}
